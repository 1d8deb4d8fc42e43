/** Sends a form's values as JSON and says what became of it. Answers whether it worked. */
export async function postForm(path, values) {
  const status = document.querySelector('[role=status]');
  status.textContent = 'One moment …';
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    const { message, error } = await response.json();
    status.textContent = message ?? error;
    return response.ok;
  } catch {
    status.textContent = 'The server cannot be reached. Try again in a moment.';
    return false;
  }
}

/** The token of the link. It stands behind the # so that no server writes it into a log. */
export const token = decodeURIComponent(location.hash.slice(1));
