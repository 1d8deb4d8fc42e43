import { postForm, token } from './post-form.js';

const form = document.querySelector('form');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (await postForm('/api/users/verify-email/', { token })) form.hidden = true;
});
