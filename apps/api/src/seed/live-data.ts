import { newId } from '../store/ids.ts';

/** The demo account's live data; the first user's address is what its owner signs in with. */
export function liveData(now: Date) {
  const times = { created_at: now.toISOString(), updated_at: now.toISOString() };
  const checkout = newId('prj');

  return {
    users: [
      { id: newId('usr'), name: 'Demo Owner', email: 'owner@plumbline.example', ...times },
      { id: newId('usr'), name: 'Demo Colleague', email: 'colleague@plumbline.example', ...times },
    ],
    projects: [
      { id: checkout, name: 'checkout', description: 'Takes orders.', region: 'us-east', status: 'active', ...times },
      { id: newId('prj'), name: 'reporting', description: null, region: 'eu-central', status: 'archived', ...times },
    ],
    resources: [
      { id: newId('res'), project_id: checkout, name: 'receipts', type: 'queue', status: 'active', config: { timeout: 30, max_attempts: 5 }, ...times },
    ],
  } as const;
}
