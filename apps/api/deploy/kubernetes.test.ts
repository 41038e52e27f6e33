import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment';
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap';
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service';
import { validate as budget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IConfigMap, IService } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { watchReads } from '../test/watch-reads.ts';

type Validate = ((manifest: object) => boolean) & { errors?: readonly { instancePath: string; message?: string; keyword: string }[] | null };

const text = readFileSync(join(import.meta.dirname, 'kubernetes.yaml'), 'utf8');
/** The validators that are made from the OpenAPI document of Kubernetes, by `apiVersion` and `kind`. */
const VALIDATORS: Record<string, Validate> = {
  'v1 ConfigMap': configMap as Validate,
  'v1 Service': service as Validate,
  'apps/v1 Deployment': deployment as Validate,
  'policy/v1 PodDisruptionBudget': budget as Validate,
};

type Manifest = { apiVersion: string; kind: string; metadata: { name: string } };
const manifests = (from = text) => loadAll(from) as Manifest[];
const allOf = <T>(wanted: string) => manifests().filter(({ kind }) => kind === wanted) as T[]; // The schema is held against them below.
const deployments = allOf<IDeployment>('Deployment').map(({ metadata, spec }) => ({ name: metadata?.name, spec, labels: spec?.template.metadata?.labels, container: spec?.template.spec?.containers[0] }));

/** What is wrong by the schema of Kubernetes, and what is not in it, which Kubernetes may leave out without a word. */
function faults(from = text): string[] {
  return manifests(from).flatMap((manifest) => {
    const { apiVersion, kind, metadata } = manifest;
    const validate = VALIDATORS[`${apiVersion} ${kind}`];
    if (!validate) return [`${apiVersion} ${kind} is unknown`];
    const { value, unread } = watchReads(manifest);
    if (!validate(value)) return (validate.errors ?? []).map(({ instancePath, keyword }) => `${metadata.name}${instancePath}: ${keyword}`);
    return unread().map((pointer) => `${metadata.name}${pointer}: unknown`);
  });
}

describe('kubernetes.yaml', () => {
  it('is what Kubernetes takes, with nothing in it that it does not know', () => {
    expect(manifests().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ConfigMap plumbline',
      'Deployment plumbline-api',
      'Deployment plumbline-worker',
      'Service plumbline-api',
      'PodDisruptionBudget plumbline-api',
      'PodDisruptionBudget plumbline-worker',
    ]);
    expect(faults()).toEqual([]);
  });

  it.each([
    ['a member that there is not', 'readOnlyRootFilesystem:', 'readOnlyRootFileSystem:', 'plumbline-api/spec/template/spec/containers/0/securityContext/readOnlyRootFileSystem: unknown'],
    ['a value of another type', 'replicas: 2', 'replicas: two', 'plumbline-api/spec/replicas: type'],
    ['nothing where something has to be', 'containerPort: 9464', 'hostPort: 9464', 'plumbline-api/spec/template/spec/containers/0/ports/1: required'],
    ['a kind that there is not', 'apiVersion: policy/v1', 'apiVersion: policy/v1beta1', 'policy/v1beta1 PodDisruptionBudget is unknown'],
  ])('would not be with %s', (_, good, bad, fault) => {
    expect(text).toContain(good);
    expect(faults(text.replaceAll(good, bad)).join('\n')).toContain(fault);
  });

  it('starts two pods of each role, with a configuration that is one', () => {
    const [{ data: shared = {} } = {}] = allOf<IConfigMap>('ConfigMap');
    const secret = { DATABASE_URL: 'postgresql://u:p@postgres/plumbline', REDIS_URL: 'redis://redis', SECRETS_KEY: Buffer.alloc(32).toString('base64') };

    const roles = deployments.map(({ spec, container }) => {
      const own = Object.fromEntries((container?.env ?? []).map(({ name, value = '' }) => [name, value]));
      return [spec?.replicas, readConfig({ ...shared, ...secret, ...own })] as const;
    });
    expect(roles).toEqual([
      [2, expect.objectContaining({ role: 'api', httpsOnly: true, publicUrl: 'https://api.example.com' })],
      [2, expect.objectContaining({ role: 'worker' })],
    ]);
  });

  it('selects the pods that it starts', () => {
    const labels = deployments.map((one) => one.labels);

    expect(deployments.map(({ spec }) => spec?.selector.matchLabels)).toEqual(labels);
    expect(allOf<IPodDisruptionBudget>('PodDisruptionBudget').map(({ spec }) => spec?.selector?.matchLabels)).toEqual(labels);
    expect(allOf<IService>('Service').map(({ spec }) => spec?.selector)).toEqual(labels.slice(0, 1));
  });

  it('probes ports that a container has, and gives out none but that of the API', () => {
    for (const { name, container } of deployments) {
      const ports = new Set(container?.ports?.map((port) => port.name));
      const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe].map((probe) => probe?.httpGet);
      expect(probes.map((probe) => probe?.path)).toEqual(['/livez', '/livez', '/readyz']);
      expect(probes.filter((probe) => !ports.has(String(probe?.port))).map(() => name)).toEqual([]);
    }
    expect(allOf<IService>('Service').flatMap(({ spec }) => spec?.ports?.map(({ targetPort }) => targetPort))).toEqual(['http']);
  });
});
