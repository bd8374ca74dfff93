import { SignalingError, type LocalCode } from './errors.js';
import type { Platform } from './platform.js';

/** What to send: yes, no, or how. */
export type MediaWish = { readonly audio?: boolean | MediaTrackConstraints; readonly video?: boolean | MediaTrackConstraints };

/** What could be had of a wish, and why the rest could not. */
export type MediaFound = { readonly tracks: readonly MediaStreamTrack[]; readonly problems: readonly SignalingError[] };

/** Opens microphone and camera. What cannot be had is reported and left out: half a call is better than none. */
export async function openMedia(devices: Platform['devices'], wish: MediaWish): Promise<MediaFound> {
  const { audio = false, video = false } = wish;
  if (audio === false && video === false) return { tracks: [], problems: [] };
  if (devices === undefined) {
    const detail = 'Camera and microphone need a secure page: open it over https:// or on localhost.';
    return { tracks: [], problems: [new SignalingError('devices_unavailable', detail)] };
  }
  try {
    return { tracks: (await devices.getUserMedia({ audio, video })).getTracks(), problems: [] };
  } catch (error) {
    if (audio === false || video === false) return { tracks: [], problems: [deviceError(error, audio !== false ? 'microphone' : 'camera')] };
  }
  // Both at once did not work: each for itself tells which one is at fault.
  const sound = await openMedia(devices, { audio });
  const picture = await openMedia(devices, { video });
  return { tracks: [...sound.tracks, ...picture.tracks], problems: [...sound.problems, ...picture.problems] };
}

/** Asks which screen or window to share. */
export async function openScreen(devices: Platform['devices']): Promise<MediaStream> {
  if (typeof devices?.getDisplayMedia !== 'function') throw new SignalingError('devices_unavailable', 'This browser cannot share its screen.');
  try {
    return await devices.getDisplayMedia({ video: true, audio: false });
  } catch (error) {
    throw new SignalingError('screen_share_refused', 'The screen was not shared: the browser was told not to.', 0, undefined, { cause: error });
  }
}

type Device = 'camera' | 'microphone';

function deviceError(error: unknown, device: Device): SignalingError {
  const [code, detail] = describe(error instanceof Error || error instanceof DOMException ? error.name : '', device);
  return new SignalingError(code, detail, 0, undefined, { cause: error });
}

/** What each failure of `getUserMedia` means (W3C Media Capture and Streams, section 10). */
function describe(name: string, device: Device): readonly [LocalCode, string] {
  switch (name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return device === 'camera' ? ['camera_missing', 'There is no camera.'] : ['microphone_missing', 'There is no microphone.'];
    case 'NotAllowedError':
    case 'SecurityError':
      return ['permission_denied', `The browser may not use the ${device}. Allow it in the address bar.`];
    case 'NotReadableError':
    case 'AbortError':
      return ['device_in_use', `The ${device} is used by another program.`];
    default:
      return ['devices_unavailable', `The ${device} cannot be used.`];
  }
}
