/** The feature profiles. */
import type { Feature, ServerContext } from '../../context.ts';
import { profileRoutes } from './routes.ts';
import { createProfileService, type ProfileService } from './service.ts';

export function createProfiles(context: ServerContext): Feature & { service: ProfileService } {
  const service = createProfileService(context);
  return { service, routes: profileRoutes(service, context.publicUrl) };
}
