-- Money shared by several people of the server. Amounts are minor units of the group's currency.

CREATE TABLE expense_group (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  currency text NOT NULL DEFAULT 'EUR',
  created_by uuid REFERENCES app_user (id) ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX expense_group_by_creation ON expense_group (created_at);

CREATE TABLE group_member (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES expense_group (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  role text NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'member')),
  joined_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (group_id, user_id)
);
CREATE INDEX group_member_by_user ON group_member (user_id);

CREATE TABLE group_invitation (
  -- SHA-256 of what the link holds.
  hash text PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES expense_group (id) ON DELETE CASCADE,
  email text,
  invited_by uuid REFERENCES app_user (id) ON DELETE SET NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE group_expense (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES expense_group (id) ON DELETE CASCADE,
  description text NOT NULL,
  category text NOT NULL DEFAULT '',
  amount_minor bigint NOT NULL,
  date date NOT NULL,
  split_type text NOT NULL DEFAULT 'equal' CHECK (split_type IN ('equal', 'shares', 'percent', 'exact')),
  paid_by uuid NOT NULL REFERENCES app_user (id),
  -- What each stands for: {"<user>": "2"}; empty weights for an equal split.
  weights jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX group_expense_by_group ON group_expense (group_id, date DESC, id DESC);

CREATE TABLE group_share (
  expense_id uuid NOT NULL REFERENCES group_expense (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id),
  amount_minor bigint NOT NULL,
  -- What the member bore too little, in millionths of a minor unit: the next odd units go to those who are due.
  carried bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (expense_id, user_id)
);

CREATE TABLE settlement (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES expense_group (id) ON DELETE CASCADE,
  expense_id uuid REFERENCES group_expense (id) ON DELETE SET NULL,
  payer uuid NOT NULL REFERENCES app_user (id),
  payee uuid NOT NULL REFERENCES app_user (id),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  is_settled boolean NOT NULL DEFAULT false,
  settled_at timestamptz,
  payment_reference text,
  created_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  CHECK (payer <> payee)
);
CREATE INDEX settlement_by_group ON settlement (group_id, created_at DESC);
