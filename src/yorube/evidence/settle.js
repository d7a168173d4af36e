// Runs in a world of its own beside the page's scripts, which cannot see or change it.
(() => {
  const POSTS = 'article, [role="article"]';
  const seen = new Set();

  const frame = () =>
    new Promise((done) => {
      const late = setTimeout(done, 500);
      // After the timer the frame is drawn, and what came into view has been told so.
      requestAnimationFrame(() =>
        setTimeout(() => {
          clearTimeout(late);
          done();
        }),
      );
    });
  const height = () => Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0);
  const drawn = (element) => element.getClientRects().length > 0;
  const name = (post) => {
    const link = post.querySelector("a[href] time");
    return post.id || (link && link.closest("a").href) || post.textContent.slice(0, 400);
  };
  const note = () => {
    for (const post of document.querySelectorAll(POSTS)) seen.add(name(post));
  };
  // A page that scrolls inside one of its parts shows only what is in view.
  const inner = () =>
    height() <= innerHeight * 1.5 &&
    [...document.querySelectorAll("body *")]
      .slice(0, 5000)
      .some(
        (part) =>
          part.clientHeight > innerHeight / 2 &&
          part.scrollHeight > part.clientHeight * 1.5 &&
          /auto|scroll/.test(getComputedStyle(part).overflowY),
      );

  const state = () => {
    note();
    const images = [...document.images];
    const loaded = images.filter((image) => image.complete && image.naturalWidth > 0).length;
    const broken = images.filter((image) => image.complete && !image.naturalWidth && image.currentSrc).length;
    const pending = images.filter((image) => !image.complete && drawn(image)).length;
    return {
      address: location.href,
      height: height(),
      width: document.documentElement.scrollWidth,
      posts: document.querySelectorAll(POSTS).length,
      seen: seen.size,
      elements: document.querySelectorAll("*").length,
      images: images.length,
      loaded,
      broken,
      pending,
    };
  };

  globalThis.settle = {
    state,
    // Down to the end, so that everything comes into view once.
    async down(milliseconds, most) {
      const end = performance.now() + milliseconds;
      for (;;) {
        note();
        const before = scrollY;
        scrollBy({ top: innerHeight * 0.9, behavior: "instant" });
        await frame();
        if (scrollY <= before) break;
        if (performance.now() > end || height() > most) break;
      }
      return state();
    },
    // Down in one leap, for a page that has been seen already.
    async end() {
      scrollTo({ top: height(), behavior: "instant" });
      await frame();
      await frame();
      return state();
    },
    async top(milliseconds) {
      const decoded = Promise.allSettled([...document.images].filter(drawn).map((image) => image.decode()));
      await Promise.race([decoded, new Promise((done) => setTimeout(done, milliseconds))]);
      scrollTo({ top: 0, behavior: "instant" });
      await frame();
      return state();
    },
    content(most) {
      const text = document.body ? document.body.innerText : "";
      const html = document.documentElement.outerHTML;
      const large = Math.max(text.length, html.length) > most;
      return {
        title: document.title,
        heading: [...document.querySelectorAll("h1, h2")].slice(0, 5).map((one) => one.innerText).join("\n"),
        text: large ? "" : text,
        html: large ? "" : html,
        large,
        password: [...document.querySelectorAll("input[type=password]")].some(drawn),
        inner: inner(),
        frames: document.querySelectorAll("iframe, frame").length,
        videos: document.querySelectorAll("video").length,
      };
    },
  };
})();
