"""How anybody checks a package without us: two text files in every package."""

from __future__ import annotations

from collections.abc import Mapping

JA = """\
このまとまりの確かめかた（このソフトウェアは要りません）

1. ZIPファイルを展開し、そのフォルダで次を実行します。
     sha256sum -c MANIFEST.sha256
   すべて「OK」または「完了」なら、ここに載っているファイルは、まとめたときから1文字も変わっていません。

2. proofs に .tsr ファイルがあれば、それは時刻認証局のタイムスタンプです。1つずつ確かめます。NAME は名前です。
     openssl ts -verify -data MANIFEST.sha256 -in proofs/manifest.NAME.tsr -CAfile ROOTS.pem
     openssl ts -reply -in proofs/manifest.NAME.tsr -text
   ROOTS.pem は、時刻認証局が自分で公開している証明書です。必ずそちらから手に入れてください。
   proofs/manifest.NAME.roots.pem は見比べるための写しで、これだけでは何の証明にもなりません。

3. .tsr が1つもなければ、タイムスタンプはありません。いつからあるかは、このまとまりからは分かりません。

分かること：載っているファイルが変わっていないこと。そのまとまりが、タイムスタンプの時刻にはもうあったこと。
分からないこと：書かれている内容が本当かどうか。だれが書いたか。写っている画面に手が加えられていないか
（capture.json の source が server でない場合）。載っていないものが、なかったかどうか。

再公開しないでください。見せるのは、手続きに必要な相手だけにしてください。
"""

EN = """\
How to check this package (our software is not needed)

1. Unpack the ZIP file and run this in its folder:
     sha256sum -c MANIFEST.sha256
   If every line says OK, no file listed there has changed since it was sealed.

2. A .tsr file in proofs is the time stamp of a time-stamping authority. Check each one; NAME is its name.
     openssl ts -verify -data MANIFEST.sha256 -in proofs/manifest.NAME.tsr -CAfile ROOTS.pem
     openssl ts -reply -in proofs/manifest.NAME.tsr -text
   ROOTS.pem are the certificates the authority itself publishes; get them from there.
   proofs/manifest.NAME.roots.pem is a copy to compare with. On its own it proves nothing.

3. Without any .tsr there is no time stamp: the package does not show since when it exists.

What this shows: the listed files have not changed, and the package existed at the time of the stamp.
What it does not show: whether what is written is true; who wrote it; whether a picture was edited before
(where `source` in capture.json is not `server`); whether there was something that is not in here.

Do not republish. Show it only to those who need it for a procedure.
"""

INSTRUCTIONS: Mapping[str, bytes] = {"VERIFY.ja.txt": JA.encode(), "VERIFY.en.txt": EN.encode()}
