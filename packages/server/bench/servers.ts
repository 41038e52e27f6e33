/** One server that is measured. */
export interface Server {
  id: 'express' | 'kit-5' | 'kit-1000' | 'validator-5' | 'validator-1000';
  label: string;
  kind: 'express' | 'kit' | 'validator';
  /** Operations in its contract. */
  size: number;
}

export const SERVERS: readonly Server[] = [
  { id: 'express', label: 'Express, bare', kind: 'express', size: 5 },
  { id: 'kit-5', label: 'Plumbline, 5 operations', kind: 'kit', size: 5 },
  { id: 'kit-1000', label: 'Plumbline, 1,000 operations', kind: 'kit', size: 1000 },
  { id: 'validator-5', label: 'express-openapi-validator, 5', kind: 'validator', size: 5 },
  { id: 'validator-1000', label: 'express-openapi-validator, 1,000', kind: 'validator', size: 1000 },
];
