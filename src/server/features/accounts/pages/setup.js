import { postForm, token } from './post-form.js';

const form = document.querySelector('form');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form));
  if (await postForm('/api/admin/bootstrap/', { token, ...values })) form.hidden = true;
});
