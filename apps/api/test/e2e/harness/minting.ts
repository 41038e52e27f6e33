import { SCOPES } from '../../../src/accounts/scopes.ts';
import type { KeyGrant } from '../../../src/accounts/issue-key.ts';
import type { Place, World } from './world.ts';

/** A key that lacks something, and requests for a key that has it. */
export interface Overreach {
  maker(place: Place): Partial<KeyGrant>;
  wanted(world: World): Record<string, unknown>;
  /** Everything that goes beyond the maker. */
  pointers: string[];
}

const TOMORROW = new Date(Date.now() + 86_400_000);
const LATER = new Date(TOMORROW.getTime() + 1).toISOString();
const OWN_SCOPES = ['keys:read', 'keys:write', 'projects:read'];
const LACKING = SCOPES.filter((scope) => !OWN_SCOPES.includes(scope));

const scoped = () => ({ scopes: OWN_SCOPES });
const bound = ({ project }: Place) => ({ projectId: project });
const near = () => ({ allowedAddresses: ['127.0.0.0/8', '2001:db8::/33'] });
const ending = () => ({ expiresAt: TOMORROW });

/** A key that lacks all that a key can lack, and still may make keys. */
export const weak = (place: Place) => ({ ...scoped(), ...bound(place), ...near(), ...ending() });

/** What can be asked of a key whether it is new or there already. */
export const OVERREACHES: Record<string, Overreach> = {
  'a scope that its maker lacks': { maker: scoped, wanted: () => ({ scopes: ['projects:read', 'users:read'] }), pointers: ['/scopes/1'] },
  'every scope that its maker lacks': { maker: scoped, wanted: () => ({ scopes: LACKING }), pointers: LACKING.map((_, at) => `/scopes/${at}`) },
  'a wider network': { maker: near, wanted: () => ({ allowed_addresses: ['126.0.0.0/7'] }), pointers: ['/allowed_addresses/0'] },
  'a wider network of IPv6': { maker: near, wanted: () => ({ allowed_addresses: ['127.0.0.1', '2001:db8::/32'] }), pointers: ['/allowed_addresses/1'] },
  'an address outside': { maker: near, wanted: () => ({ allowed_addresses: ['127.0.0.1', '128.0.0.0'] }), pointers: ['/allowed_addresses/1'] },
  'both halves of everywhere': { maker: near, wanted: () => ({ allowed_addresses: ['0.0.0.0/1', '128.0.0.0/1'] }), pointers: ['/allowed_addresses/0', '/allowed_addresses/1'] },
  'everywhere by name': { maker: near, wanted: () => ({ allowed_addresses: ['0.0.0.0/0', '::/0'] }), pointers: ['/allowed_addresses/0', '/allowed_addresses/1'] },
  'everywhere by naming nothing': { maker: near, wanted: () => ({ allowed_addresses: [] }), pointers: ['/allowed_addresses'] },
  'a later end': { maker: ending, wanted: () => ({ expires_at: LATER }), pointers: ['/expires_at'] },
  'a later end in another time zone': { maker: ending, wanted: () => ({ expires_at: new Date(TOMORROW.getTime() + 7_260_000).toISOString().replace('Z', '+02:00') }), pointers: ['/expires_at'] },
  'no end': { maker: ending, wanted: () => ({ expires_at: null }), pointers: ['/expires_at'] },
  'everything at once': {
    maker: weak,
    wanted: () => ({ scopes: ['keys:read', 'audit:read'], allowed_addresses: [], expires_at: null }),
    pointers: ['/scopes/1', '/allowed_addresses', '/expires_at'],
  },
};

/** What can be asked of a new key only. */
export const OVERREACHES_OF_NEW: Record<string, Overreach> = {
  'another project': { maker: bound, wanted: ({ own }) => ({ project_id: own.live.otherProject }), pointers: ['/project_id'] },
  'a project of another account': { maker: bound, wanted: ({ stranger }) => ({ project_id: stranger.live.project }), pointers: ['/project_id'] },
  'a project that nobody has': { maker: bound, wanted: () => ({ project_id: 'prj_none' }), pointers: ['/project_id'] },
  'a project without a name': { maker: bound, wanted: () => ({ project_id: '' }), pointers: ['/project_id'] },
  'the whole account': { maker: bound, wanted: () => ({ project_id: null }), pointers: ['/project_id'] },
  'the other environment': { maker: () => ({}), wanted: () => ({ environment: 'sandbox' }), pointers: ['/environment'] },
  'the other environment, and its project': { maker: bound, wanted: ({ own }) => ({ environment: 'sandbox', project_id: own.sandbox.project }), pointers: ['/project_id', '/environment'] },
};

/** Keys that can do more than a weak one of the same project, each by one thing. */
export const STRONGER: Record<string, Partial<KeyGrant>> = {
  'has a scope more': { scopes: [...OWN_SCOPES, 'projects:write'] },
  'works from everywhere': { allowedAddresses: [] },
  'works from a network more': { allowedAddresses: ['127.0.0.1/32', '10.0.0.0/8'] },
  'ends later': { expiresAt: new Date(LATER) },
  'never ends': { expiresAt: null },
};
