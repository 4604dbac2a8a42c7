import http from "node:http";
import https from "node:https";
import { connect } from "node:net";
import type { LoadBalancerOrder } from "../../../driver.ts";

export type HealthCheck = LoadBalancerOrder["listeners"][number]["targetGroup"]["healthCheck"];

/** AWS lets a check's time-out be at most its interval; orders do not name one. */
const timeoutOf = ({ intervalSeconds }: HealthCheck): number => Math.min(intervalSeconds * 0.8, 10) * 1000;

/** Checks a target once, as a network load balancer does: certificates are not looked at, 200 to 399 is healthy. */
export const checkHealth = (address: string, check: HealthCheck): Promise<boolean> =>
  check.protocol === "TCP" ? checkTcp(address, check) : checkHttp(address, check);

const checkTcp = (address: string, check: HealthCheck): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port: check.port, timeout: timeoutOf(check) });
    const end = (healthy: boolean) => {
      socket.destroy();
      resolve(healthy);
    };
    socket
      .on("connect", () => end(true))
      .on("error", () => end(false))
      .on("timeout", () => end(false));
  });

const checkHttp = (address: string, check: HealthCheck): Promise<boolean> =>
  new Promise((resolve) => {
    const { protocol, port, path } = check;
    const signal = AbortSignal.timeout(timeoutOf(check));
    const options = { host: address, port, path, agent: false as const, signal };
    const take = (response: http.IncomingMessage) => {
      const { statusCode = 0 } = response;
      response.on("error", () => undefined).resume();
      resolve(statusCode >= 200 && statusCode < 400);
    };
    const request =
      protocol === "HTTPS" ? https.get({ ...options, rejectUnauthorized: false }, take) : http.get(options, take);
    request.on("error", () => resolve(false));
  });
