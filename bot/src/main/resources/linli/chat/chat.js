// What HTML and htmx cannot do alone: the stream of new lines, and a few comforts of typing.
(() => {
  'use strict';

  const find = (selector) => document.querySelector(selector);
  const scroll = find('#scroll');
  const text = find('#text');
  const note = find('#note');
  const quote = find('#quote');
  const replyTo = find('#replyTo');
  const mention = find('#mention');
  const file = find('#file');
  const upload = find('#upload');
  const { in: room, as } = document.body.dataset;
  let from = document.body.dataset.from;
  let source = null;
  let again = null;
  let addressed = mention && mention.checked;

  const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };
  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const say = (words) => { note.textContent = words; };

  // --- the stream -------------------------------------------------------------------------------

  const onLine = (event) => {
    from = event.lastEventId;
    if (document.getElementById('line-' + from.split('.')[1])) return;
    const follow = isAtEnd();
    htmx.swap('#lines', event.data, { swapStyle: 'beforeend' });
    if (follow) toEnd();
  };

  const replace = (id) => (event) => {
    htmx.swap('#' + id, event.data, { swapStyle: 'innerHTML' });
  };

  const listen = () => {
    clearTimeout(again);
    if (source) source.close();
    const query = new URLSearchParams({ in: room, as, after: from });
    source = new EventSource('/chat/stream?' + query);
    source.onopen = () => { document.body.classList.remove('offline'); };
    source.onerror = () => {
      document.body.classList.add('offline');
      // The browser itself only comes back when the connection broke, not when it was refused.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(listen, 3000);
    };
    source.addEventListener('line', onLine);
    source.addEventListener('rooms', replace('rooms'));
    source.addEventListener('hints', replace('hints'));
    source.addEventListener('clock', replace('clock'));
    source.addEventListener('reload', () => location.reload());
  };

  // A browser has only six connections to one place: tabs that nobody sees give theirs back.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') listen();
    else if (source) { clearTimeout(again); source.close(); }
  });
  window.addEventListener('pagehide', () => { if (source) source.close(); });

  // --- typing -----------------------------------------------------------------------------------

  const unquote = () => { replyTo.value = ''; quote.hidden = true; };

  text.addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    find('#say').requestSubmit();
  });

  if (mention) mention.addEventListener('change', () => { addressed = mention.checked; });
  quote.querySelector('button').addEventListener('click', unquote);
  find('#who select').addEventListener('change', (event) => event.target.form.submit());

  const forget = () => { upload.value = ''; file.value = ''; file.nextElementSibling.textContent = '📎 选文件'; };

  // What was chosen goes ahead; its name goes along with the words.
  file.addEventListener('change', async () => {
    const chosen = file.files[0];
    upload.value = '';
    if (!chosen) { forget(); return; }
    const answer = await fetch('/chat/photo', { method: 'POST', headers: { 'HX-Request': 'true' }, body: chosen })
      .catch(() => null);
    if (answer && answer.ok) {
      upload.value = await answer.text();
      file.nextElementSibling.textContent = '📎 ' + chosen.name.slice(0, 12);
      say('');
    } else {
      forget();
      say('没有传上,最多 12 MB。');
    }
    text.focus();
  });

  document.addEventListener('click', (event) => {
    const hint = event.target.closest('.hint');
    const cite = event.target.closest('.cite');
    if (hint) {
      text.value = hint.dataset.say;
      if (mention) mention.checked = text.value.includes('@小邻');
    } else if (cite) {
      replyTo.value = cite.dataset.message;
      quote.firstElementChild.textContent = '引用 小邻:' + cite.dataset.words;
      quote.hidden = false;
    } else {
      return;
    }
    text.focus();
  });

  // --- answers ----------------------------------------------------------------------------------

  document.addEventListener('htmx:beforeRequest', () => say(''));
  document.addEventListener('htmx:afterRequest', (event) => {
    const { xhr, successful, elt } = event.detail;
    if (successful && elt.id === 'say') {
      text.value = '';
      if (mention) mention.checked = addressed;
      unquote();
      find('[name=photo]').checked = false;
      forget();
      text.focus();
      toEnd();
    } else if (!successful) {
      const own = (xhr.getResponseHeader('Content-Type') || '').startsWith('text/plain');
      say(own ? xhr.responseText : '没有成功,请稍后再试一次。');
    }
  });

  toEnd();
  listen();
  // On a phone the keyboard would cover what there is to read.
  if (matchMedia('(min-width: 761px)').matches) text.focus();
})();
