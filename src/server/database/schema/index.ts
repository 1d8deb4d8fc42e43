export * from './accounts.ts';
export * from './avatars.ts';
export * from './groups.ts';
export * from './ledger.ts';
export * from './payments.ts';
