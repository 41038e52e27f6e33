import type { Plan } from '../store/schema.ts';

/** The plans that an account can have, smallest first. */
export const PLANS = ['free', 'pro', 'enterprise'] as const satisfies readonly Plan[];
