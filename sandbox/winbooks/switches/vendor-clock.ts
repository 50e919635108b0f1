import { type SwitchReader } from './switch-list';

/** Ms since 1970 on the vendor's clock: exact, truncated to the second, or three minutes slow (gap G22). */
export function clockOf(position: SwitchReader): number {
  const now = Date.now();
  switch (position('G22')) {
    case 'seconds':
      return Math.floor(now / 1000) * 1000;
    case 'behind':
      return now - 180_000;
    default:
      return now;
  }
}
