/** What the server tells people. Two lists of the same messages, as existing clients read them. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { id, messageAnswer, timestamp } from '../../http/scalars.ts';

export const listUserNotifications = call({
  method: 'GET',
  path: '/api/users/api/user-notifications/',
  access: 'user',
  summary: 'The newest 100 messages, the newest first.',
  answers: {
    200: z.array(z.object({ id, title: z.string(), message: z.string(), status: z.enum(['read', 'unread']), timestamp })),
  },
});

export const listNotifications = call({
  method: 'GET',
  path: '/api/insights/notifications/',
  access: 'user',
  summary: 'Messages that are not read yet, the newest first.',
  answers: { 200: z.array(z.object({ id, message: z.string(), created_at: timestamp })) },
});

export const markNotificationsRead = call({
  method: 'POST',
  path: '/api/insights/mark-notifications-read/',
  access: 'user',
  summary: 'Marks all messages as read.',
  answers: { 200: messageAnswer },
});
