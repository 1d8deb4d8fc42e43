import { token } from './post-form.js';

const form = document.querySelector('form');
const status = document.querySelector('[role=status]');

async function post(path, values, access) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(access ? { authorization: `Bearer ${access}` } : {}) },
    body: JSON.stringify(values),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = 'One moment …';
  const { username, password, code } = Object.fromEntries(new FormData(form));
  try {
    const { access } = await post('/api/users/login/', { username, password, ...(code ? { code } : {}) });
    const { message } = await post('/api/group-expenses/api/invitations/accept/', { token }, access);
    // The page was only for this: nobody stays signed in by it.
    await post('/api/users/logout/', {}, access).catch(() => undefined);
    status.textContent = message;
    form.hidden = true;
  } catch (error) {
    status.textContent = error.message;
  }
});
