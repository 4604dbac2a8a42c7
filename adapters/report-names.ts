/** Where a machine finds the task token that it reports its boot with: `<prefix>/<instance id>`. */
export const reportPrefix = (clusterId: string): string => `/kubewright/${clusterId}/boot`;

/** The parameter's tag with the ARN of the machine that it is for; the machines' policy compares it with the caller. */
export const instanceTag = "kubewright:instance-arn";
