-- Pictures of people, made small and clean before they are kept. In the database, since several servers may share it.

CREATE TABLE avatar (
  -- A new id for each picture: its address can be kept by caches for ever.
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
  webp bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
