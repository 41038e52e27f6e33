import { newId } from '../store/ids.ts';

/** The demo account's live users; the first one's address is what its owner signs in with. */
export function liveUsers(now: Date) {
  const times = { created_at: now.toISOString(), updated_at: now.toISOString() };

  return [
    { id: newId('usr'), name: 'Demo Owner', email: 'owner@plumbline.example', ...times },
    { id: newId('usr'), name: 'Demo Colleague', email: 'colleague@plumbline.example', ...times },
  ] as const;
}

/** The demo account's live projects. */
export function liveProjects(now: Date) {
  const times = { created_at: now.toISOString(), updated_at: now.toISOString() };

  return [
    { id: newId('prj'), name: 'checkout', description: 'Takes orders.', region: 'us-east', status: 'active', ...times },
    { id: newId('prj'), name: 'reporting', description: null, region: 'eu-central', status: 'archived', ...times },
  ] as const;
}
