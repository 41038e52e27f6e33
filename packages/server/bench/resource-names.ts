/** How a resource is called. */
export interface ResourceName {
  /** `OrderLine` */
  pascal: string;
  /** `order_line` */
  snake: string;
  /** `/order_lines`, or below a parent `/workspaces/{workspace_id}/order_lines` */
  path: string;
}

const OWNERS = [
  'account', 'asset', 'booking', 'campaign', 'contract', 'customer', 'device', 'employee', 'invoice', 'location',
  'order', 'payment', 'product', 'project', 'shipment', 'subscription', 'supplier', 'ticket', 'vehicle', 'warehouse',
];
const PARTS = ['', 'address', 'approval', 'attachment', 'comment', 'event', 'line', 'member', 'rule', 'template'];

/** Names of resources as a large API has them; every second one stands below a workspace. */
export function resourceNames(count: number): ResourceName[] {
  const names = OWNERS.flatMap((owner) => PARTS.map((part) => (part === '' ? [owner] : [owner, part])));
  return names.slice(0, count).map((words, index) => {
    const snake = words.join('_');
    const parent = index % 2 === 0 ? '' : '/workspaces/{workspace_id}';
    return {
      pascal: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
      snake,
      path: `${parent}/${snake}s`,
    };
  });
}
