import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout = 10_000) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, pool: 'forks' as const },
});

export default defineConfig({
  test: {
    projects: [project('unit'), project('property', 60_000), project('integration', 120_000)],
  },
});
