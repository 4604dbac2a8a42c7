/** The load balancer in front of the control plane: how soon it sends to a member that works, and none any more to one that goes. */
export const healthCheckSeconds = 5;
/** So many checks in a row make a member healthy, or unhealthy. */
export const healthyChecks = 2;
/** A target that is taken away keeps its connections for so long. */
export const letGoSeconds = 30;
