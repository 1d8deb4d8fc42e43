import { customType, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const avatars = pgTable('avatar', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  webp: bytes('webp').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
