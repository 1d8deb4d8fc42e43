import { postForm, token } from './post-form.js';

const ask = document.querySelector('#ask');
const set = document.querySelector('#set');
(token === '' ? ask : set).hidden = false;

ask.addEventListener('submit', async (event) => {
  event.preventDefault();
  await postForm('/api/users/password-reset/', { email: new FormData(ask).get('email') });
});
set.addEventListener('submit', async (event) => {
  event.preventDefault();
  const password = new FormData(set).get('password');
  if (await postForm('/api/users/password-reset/confirm/', { token, password })) set.hidden = true;
});
