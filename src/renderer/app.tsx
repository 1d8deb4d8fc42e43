import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { followCoreEvents } from './core-events.ts';
import { router } from './routes.tsx';
import { sentenceFor } from './ui/error-note.tsx';
import { ToastRegion, showToast } from './ui/toast.tsx';

const queries = new QueryClient({
  defaultOptions: {
    // The core says when something changed; asking again on focus would only be noise.
    queries: { staleTime: Infinity, retry: 1, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    /** Forms that show their own errors set `meta: { quiet: true }`. */
    onError: (error, _variables, _context, mutation) => {
      if (!mutation.meta?.['quiet']) showToast({ message: sentenceFor(error), tone: 'error' });
    },
  }),
});

let following = false;

export function App() {
  useEffect(() => {
    if (following) return;
    following = true;
    void followCoreEvents(queries, (to) => router.history.push(to));
  }, []);
  return (
    <QueryClientProvider client={queries}>
      <Tooltip.Provider delayDuration={400}>
        <RouterProvider router={router} />
        <ToastRegion />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
