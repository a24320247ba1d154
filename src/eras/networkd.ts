/**
 * Settings by which systemd-networkd leaves alone what others put onto the machine's interfaces, and the systemd that
 * first knows each; an older one warns of them and goes on. A restarted networkd otherwise removes the rules and routes of
 * the pods' network.
 * Source: systemd/systemd man/networkd.conf.xml; systemd#41350; kubernetes/kops#17433.
 */
export const foreignSettings = [
  { setting: 'ManageForeignRoutes', since: '246' },
  { setting: 'ManageForeignRoutingPolicyRules', since: '249' },
] as const;
