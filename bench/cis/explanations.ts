/** Why checks of the CIS benchmark are not passed, by their numbers; docs/cis.md shows it beside the result. */

const kubeletCertificates =
  "Kubelets sign their serving certificates themselves, as kubeadm has it: the connection is encrypted, but the API server does not prove whose kubelet it speaks to. Kubernetes approves no such certificates by itself, and the service has no part yet that would. What can come of it: whoever can pose as a machine's address inside the VPC reads what the API server asks of that kubelet (logs, exec)";
const ownPods =
  "Those of kube-system alone, as kubeadm makes them: kube-proxy and the control plane need it. What a cluster's own pods may do is Pod Security Admission's to limit, which is on in every cluster and set by label in each namespace";
const yours = "What the cluster's users put in is theirs to judge; a new cluster has nothing of it";
const rights =
  "Rights that Kubernetes and kubeadm give to their own controllers; the service gives its callers' groups the standard roles cluster-admin, edit and view, and binds nothing else. Rights for others are the cluster's users' to give";

export const explanations: Readonly<Record<string, string>> = {
  "1.1.9":
    "The addresses that the CNI plug-in has given to pods are in files that it writes as 644; they hold nothing but names of containers, and nobody else logs in to a machine",
  "1.1.12":
    "etcd runs as root in its static pod, as kubeadm has it, so its folder is root's; there is no user etcd on a machine, and nobody but root may read the folder (1.1.11)",
  "1.2.1":
    "Mended otherwise: anonymous callers reach the health checks and the cluster's public description, which machines read before they join, and nothing else, whatever roles are bound to them (AuthenticationConfiguration). With false load balancer, probes and joins would fail",
  "1.2.5": kubeletCertificates,
  "1.2.9":
    "EventRateLimit is alpha in every version so far. API Priority and Fairness, which is on, keeps one client's events from holding up the others",
  "1.2.11":
    "Every start of a pod would need the registry: a node image has its images preset so that a cluster starts, and heals, without one. Pods of different tenants belong on node groups of their own",
  "1.2.20": "The default of 60 s is left as it is",
  "1.2.28": "The configuration names secretbox first, which the check wants; it looks for YAML, and the file is JSON",
  "3.1.1":
    "Callers get certificates that live for an hour, from the service, which knows them by OIDC; the rights of all that were given out can be moved away at once (credential revoke). There is no long-lived certificate for a person",
  "3.1.2": "The service gives nobody a service account's token; whether a cluster's users do is theirs to judge",
  "3.1.3": "The one bootstrap token is for machines, lives for 24 hours, and may do nothing but join",
  "3.2.2":
    "The policy records, without contents: access to Secrets, what goes into pods (exec, attach, port-forward, proxies of pods, services and nodes), and every change. Reads of ConfigMaps and TokenReviews are left out: they are most of all requests",
  "4.1.3": "kube-proxy runs as a DaemonSet; there is no such file on a machine",
  "4.1.4": "kube-proxy runs as a DaemonSet; there is no such file on a machine",
  "4.2.9": kubeletCertificates,
  "5.1.1":
    "kubeadm's own group, whose one certificate is on the members of the control plane, and the service's group for callers who are admins; both are what cluster-admin is for",
  "5.1.3": rights,
  "5.1.5":
    "The default accounts have no rights, and the automount is left as every Kubernetes has it: switching it off would break pods that ask who they are. Set it in the namespaces where it is not wanted",
  "5.1.6": "CoreDNS and kube-proxy read the API; static pods have no token, whatever their specification says",
  "5.1.7":
    "No caller is in it: it is for the service, with certificates of ten minutes, and for the members' own super-admin.conf, which is deleted once the cluster is complete",
  "5.1.8": rights,
  "5.1.9": rights,
  "5.1.10": rights,
  "5.1.11": rights,
  "5.1.12": rights,
  "5.1.13": rights,
  "5.2.1": "Pod Security Admission is on in every cluster; which namespace has which level is its users' to say",
  "5.2.2": ownPods,
  "5.2.5": ownPods,
  "5.2.7": ownPods,
  "5.2.8": ownPods,
  "5.2.9": ownPods,
  "5.2.10": "There are no Windows machines",
  "5.2.11": ownPods,
  "5.2.12": ownPods,
  "5.3.1": "Not held: the bridge plug-in of the node image knows no NetworkPolicies",
  "5.3.2": "Not held, as 5.3.1",
  "5.4.1": yours,
  "5.4.2":
    "Secrets lie encrypted in etcd, under a key that is kept in Secrets Manager; whether an external store is used is the cluster's users' to say",
  "5.5.1": "Not held: the service sets up no ImagePolicyWebhook. A validating webhook of one's own does the same",
  "5.6.1": yours,
  "5.6.2": "Held for all pods that name none: seccompDefault is on (4.2.14)",
  "5.6.3": yours,
  "5.6.4": yours,
};
