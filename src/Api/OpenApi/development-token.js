// Swagger UI in Development: one click mints a token for a name, and authorizes with it.
(() => {
  'use strict';

  async function signIn(user, said) {
    try {
      const response = await fetch('/v1/dev/tokens', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user }),
      });
      const body = await response.json();
      if (!response.ok) throw new Error(body.detail);
      const schema = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };
      window.ui.authActions.authorizeWithPersistOption({ Bearer: { name: 'Bearer', schema, value: body.token } });
      said.textContent = `Signed in as ${user} until ${new Date(body.expiresAt).toLocaleTimeString()}.`;
    } catch (error) {
      said.textContent = `No token: ${error.message}`;
    }
  }

  function add(place) {
    const bar = document.createElement('form');
    bar.id = 'development-token';
    bar.style.cssText = 'display:flex;gap:8px;align-items:center;padding:12px 20px;flex-wrap:wrap';
    bar.innerHTML = '<label for="development-user">Development: act as</label>'
      + '<input id="development-user" value="alice" maxlength="128" required style="padding:6px 8px">'
      + '<button class="btn authorize" type="submit"><span style="padding:0">Sign in</span></button><span role="status"></span>';
    const [input, button, said] = [bar.querySelector('input'), bar.querySelector('button span'), bar.querySelector('[role=status]')];
    const name = () => { button.textContent = `Sign in as ${input.value}`; };
    input.addEventListener('input', name);
    bar.addEventListener('submit', (event) => { event.preventDefault(); void signIn(input.value, said); });
    name();
    place.before(bar);
  }

  // Swagger UI draws itself some time after this script has run.
  const waiting = new MutationObserver(() => {
    const place = document.querySelector('.scheme-container');
    if (!place || !window.ui || document.getElementById('development-token')) return;
    waiting.disconnect();
    add(place);
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
