import type { MediaAccessPermissionRequest, Session } from 'electron';
import { APP_ORIGIN, isAppUrl } from './app-origin.ts';

/** Everything is denied, but the microphone while `mayUseMicrophone` says so. */
export function setupPermissions(session: Session, mayUseMicrophone: () => boolean): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const { mediaTypes } = details as MediaAccessPermissionRequest;
    const onlySound = mediaTypes?.length === 1 && mediaTypes[0] === 'audio';
    answer(
      permission === 'media' && onlySound && details.isMainFrame && isAppUrl(details.requestingUrl) && mayUseMicrophone(),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const fromPage = origin === APP_ORIGIN || isAppUrl(origin);
    return permission === 'media' && details.mediaType === 'audio' && details.isMainFrame && fromPage && mayUseMicrophone();
  });
  session.setDevicePermissionHandler(() => false);
}
