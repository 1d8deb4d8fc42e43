/** What the core tells the window without being asked: changes to show, progress of imports, pages to open. */
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { CoreEvent } from '#shared/contract/system.ts';
import { client, connection, orpc } from './client.ts';

export type ImportProgress = Extract<CoreEvent, { kind: 'import-progress' }>;
export type ForecastProgress = Extract<CoreEvent, { kind: 'forecast-progress' }>;

const progress = new Map<string, ImportProgress>();
let forecastProgress: ForecastProgress | null = null;
const progressListeners = new Set<() => void>();

/** Listens for as long as the window lives; `navigate` gets the path the shell asks for. */
export async function followCoreEvents(queries: QueryClient, navigate: (to: string) => void): Promise<never> {
  for (let first = true; ; first = false) {
    try {
      const events = await client.system.events();
      // Whatever happened while nobody listened is on no event: read everything again.
      if (!first) void queries.invalidateQueries();
      for await (const event of events) receive(event, queries, navigate);
    } catch {
      // The connection says so in its banner; nothing to add here.
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    await connection.whenOpen().catch(() => undefined);
  }
}

function receive(event: CoreEvent, queries: QueryClient, navigate: (to: string) => void): void {
  switch (event.kind) {
    case 'ledger-changed':
      void queries.invalidateQueries();
      return;
    case 'navigate':
      navigate(event.to);
      return;
    case 'import-progress':
      progress.set(event.importId, event);
      for (const listener of progressListeners) listener();
      return;
    case 'receipts-changed':
      void queries.invalidateQueries({ queryKey: orpc.receipts.list.key() });
      void queries.invalidateQueries({ queryKey: orpc.receipts.get.key() });
      return;
    case 'speech-changed':
      void queries.invalidateQueries({ queryKey: orpc.speech.state.key() });
      return;
    case 'forecasts-changed':
      void queries.invalidateQueries({ queryKey: orpc.forecasts.outlook.key() });
      return;
    case 'forecast-progress':
      forecastProgress = event;
      for (const listener of progressListeners) listener();
      return;
    case 'notifications-changed':
      void queries.invalidateQueries({ queryKey: orpc.notifications.key() });
      return;
    case 'jobs-changed':
      void queries.invalidateQueries({ queryKey: orpc.jobs.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.jobRuns.key() });
      return;
    case 'ready':
      return;
  }
}

/** The latest progress of an import, or null before the first. */
export function useImportProgress(importId: string | null): ImportProgress | null {
  return useSyncExternalStore(subscribeProgress, () => (importId && progress.get(importId)) || null);
}

/** How far the slow models of the forecast are, or null before the first. */
export function useForecastProgress(): ForecastProgress | null {
  return useSyncExternalStore(subscribeProgress, () => forecastProgress);
}

function subscribeProgress(listener: () => void): () => void {
  progressListeners.add(listener);
  return () => void progressListeners.delete(listener);
}
