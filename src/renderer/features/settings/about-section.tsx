import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Row, Section } from './section.tsx';

export function AboutSection() {
  const { data: info } = useQuery(orpc.system.info.queryOptions());
  return (
    <Section title="About">
      <Row name="Saldo">
        <span className="text-muted">
          {info && `${info.version} · ${info.host === 'web' ? 'in the browser' : 'desktop app'} · ${info.platform}`}
        </span>
      </Row>
      <Row name="Ledger">
        <span className="truncate text-muted select-text" title={info?.ledgerFile}>
          {info?.ledgerFile}
        </span>
      </Row>
      <HealthRow />
      <Row
        name="Licence"
        note={
          <>
            Saldo is free software under the MIT licence. It builds on open-source work whose notices come with it, in
            THIRD-PARTY-NOTICES.txt among its resources.
          </>
        }
      >
        <span className="text-muted">MIT</span>
      </Row>
    </Section>
  );
}

function HealthRow() {
  const format = useFormat();
  const [asked, setAsked] = useState(false);
  const health = useQuery({ ...orpc.system.health.queryOptions(), enabled: asked, retry: false });
  const { data } = health;
  const found = data && [
    data.ok ? 'In order' : `Not in order: ${data.integrity}`,
    `${format.count(data.transactions)} transactions`,
    `${new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 }).format(data.ledgerBytes / 1e6)} MB`,
    `version ${data.schemaVersion} of the file`,
  ];
  const result = health.isError ? sentenceFor(health.error) : found?.join(' · ');
  return (
    <Row
      name="Health"
      note={<span role="status">{result ?? 'Reads the whole ledger and checks that it is in order.'}</span>}
    >
      <Button
        size="sm"
        disabled={health.isFetching}
        onClick={() => {
          setAsked(true);
          if (asked) void health.refetch();
        }}
      >
        {health.isFetching ? 'Checking…' : 'Check'}
      </Button>
    </Row>
  );
}
