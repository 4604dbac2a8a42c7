// Made from openapi.json by `npm run openapi`. Not to be changed by hand.

export interface paths {
    "/billing/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each of the tenant's clusters cost
         * @description Takes the role viewer or more.
         */
        get: operations["billingCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a cluster would cost; nothing is made and no name is taken
         * @description Takes the role viewer or more.
         */
        post: operations["billingEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/focus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Charges a resource and day in the columns of FOCUS, by start; 31 days at most
         * @description Takes the role viewer or more.
         */
        get: operations["billingFocus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold the ledger against lines of AWS's cost and usage report; events tell where they differ
         * @description Takes the role admin or more.
         */
        post: operations["billingReconcile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What all of the tenant's clusters cost in a month: the sum of their statements; this month's when none is named
         * @description Takes the role viewer or more.
         */
        get: operations["billingStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billing/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Monthly statements of all of the tenant's clusters; this month's when none is named
         * @description Takes the role viewer or more.
         */
        get: operations["billingStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/catalog/machine-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Machine types on offer, with the zones that have them and what they cost an hour
         * @description Takes the role viewer or more.
         */
        get: operations["catalogMachineTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/catalog/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kubernetes versions on offer, newest first, with the components that come with them
         * @description Takes the role viewer or more.
         */
        get: operations["catalogVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/catalog/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Zones of the region that take machines now
         * @description Takes the role viewer or more.
         */
        get: operations["catalogZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenant's clusters, newest first
         * @description Takes the role viewer or more.
         */
        get: operations["clusterList"];
        put?: never;
        /**
         * Create a cluster
         * @description Takes the role operator or more.
         */
        post: operations["clusterCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View a cluster
         * @description Takes the role viewer or more.
         */
        get: operations["clusterView"];
        put?: never;
        post?: never;
        /**
         * Delete a cluster and everything it is made of
         * @description Takes the role operator or more.
         */
        delete: operations["clusterDelete"];
        options?: never;
        head?: never;
        /**
         * Change a cluster's labels, deletion protection and times of hibernation, at once
         * @description Takes the role operator or more.
         */
        patch: operations["clusterUpdate"];
        trace?: never;
    };
    "/clusters/{clusterId}/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a cluster's backups, newest first
         * @description Takes the role viewer or more.
         */
        get: operations["backupList"];
        put?: never;
        /**
         * Take a snapshot of a cluster's etcd and keep it
         * @description Takes the role operator or more.
         */
        post: operations["backupCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/backups/{backupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View a backup
         * @description Takes the role viewer or more.
         */
        get: operations["backupView"];
        put?: never;
        post?: never;
        /**
         * Delete a backup, at once
         * @description Takes the role operator or more.
         */
        delete: operations["backupDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/backups/{backupId}/drill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove a backup: restore it on a machine of its own, read every object, and take the machine away again
         * @description Takes the role operator or more.
         */
        post: operations["backupDrill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set what a cluster is to cost a month at most; events tell when 50, 80 and 100 % of it are used
         * @description Takes the role operator or more.
         */
        patch: operations["clusterBudget"];
        trace?: never;
    };
    "/clusters/{clusterId}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What that cost
         * @description Takes the role viewer or more.
         */
        get: operations["clusterCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a cluster cost yesterday, costs an hour now and will cost this month
         * @description Takes the role viewer or more.
         */
        get: operations["clusterCost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credentials for the cluster's Kubernetes API that live for an hour
         * @description Takes the role viewer or more.
         */
        post: operations["clusterCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/credentials/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the rights away from all credentials for the cluster that the roles have been given so far
         * @description Takes the role admin or more.
         */
        post: operations["clusterCredentialsRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a cluster, newest first
         * @description Takes the role viewer or more.
         */
        get: operations["clusterEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/hibernate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a snapshot of a cluster, and end its machines; its name, keys and endpoint stay
         * @description Takes the role operator or more.
         */
        post: operations["clusterHibernate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a cluster's certificate authorities and service-account key: one of three phases, machine by machine; a step that fails brings it back
         * @description Takes the role operator or more.
         */
        post: operations["clusterKeysRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/node-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a cluster's node groups
         * @description Takes the role viewer or more.
         */
        get: operations["nodeGroupList"];
        put?: never;
        /**
         * Add a node group to a cluster
         * @description Takes the role operator or more.
         */
        post: operations["nodeGroupCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/node-groups/{nodeGroupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View a node group
         * @description Takes the role viewer or more.
         */
        get: operations["nodeGroupView"];
        put?: never;
        post?: never;
        /**
         * Drain and delete a node group with its machines
         * @description Takes the role operator or more.
         */
        delete: operations["nodeGroupDelete"];
        options?: never;
        head?: never;
        /**
         * Resize a node group, or change what its nodes are
         * @description Takes the role operator or more.
         */
        patch: operations["nodeGroupUpdate"];
        trace?: never;
    };
    "/clusters/{clusterId}/node-groups/{nodeGroupId}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the machines of a node group that are not as it makes them today
         * @description Takes the role operator or more.
         */
        post: operations["nodeGroupRoll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a cluster's nodes
         * @description Takes the role viewer or more.
         */
        get: operations["nodeList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/nodes/{nodeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View a node, what it has, and what is used of it
         * @description Takes the role viewer or more.
         */
        get: operations["nodeView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/nodes/{nodeId}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the pods of a node to others; it stays, and takes no new ones
         * @description Takes the role operator or more.
         */
        post: operations["nodeDrain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/nodes/{nodeId}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drain and remove a node; its group is one smaller then
         * @description Takes the role operator or more.
         */
        post: operations["nodeRemove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/nodes/{nodeId}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a new machine in a node's place, which is drained and removed once the new one is Ready; of the control plane while etcd keeps its quorum
         * @description Takes the role operator or more.
         */
        post: operations["nodeReplace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a cluster's control plane up anew from a backup: what was written since is lost
         * @description Takes the role admin or more.
         */
        post: operations["clusterRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a cluster back to the version that it had before its last upgrade; the cluster says whether that is possible
         * @description Takes the role operator or more.
         */
        post: operations["clusterRollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A cluster's monthly statements, newest first
         * @description Takes the role viewer or more.
         */
        get: operations["clusterStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a cluster to a newer version of Kubernetes, machine by machine; a step that fails brings it back
         * @description Takes the role operator or more.
         */
        post: operations["clusterUpgrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a cluster used, by part, kind and hour, day or month
         * @description Takes the role viewer or more.
         */
        get: operations["clusterUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clusters/{clusterId}/wake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a hibernated cluster back, with all its objects, under the same endpoint
         * @description Takes the role operator or more.
         */
        post: operations["clusterWake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what in the tenant, newest first
         * @description Takes the role admin or more.
         */
        get: operations["eventList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenant's operations, newest first
         * @description Takes the role viewer or more.
         */
        get: operations["operationList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View an operation with its stages
         * @description Takes the role viewer or more.
         */
        get: operations["operationView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an operation: one that runs undoes what it has made, and cannot succeed any more
         * @description Takes the role operator or more.
         */
        post: operations["operationCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an upgrade, a rollback or a roll: it stops before its next step or round, and keeps its cluster until it is resumed or cancelled
         * @description Takes the role operator or more.
         */
        post: operations["operationPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with what is paused, where it was
         * @description Takes the role operator or more.
         */
        post: operations["operationResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask again for what an operation did not bring about, as a new operation
         * @description Takes the role operator or more.
         */
        post: operations["operationRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What creating a cluster would make, in which order, and cost; as `POST /clusters?validateOnly=true`, for whoever may only look
         * @description Takes the role viewer or more.
         */
        post: operations["clusterPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the tenant may have, and has
         * @description Takes the role viewer or more.
         */
        get: operations["quotaList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "evt_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "at": "2026-01-01T00:00:00.000Z",
         *           "kind": "operation.asked",
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "clusterName": "web",
         *           "who": "ada",
         *           "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "message": "cluster.create"
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        AuditPage: {
            items: components["schemas"]["Event"][];
            nextPageToken?: string;
        };
        Autoscaling: {
            /**
             * @description whether the service sets the size by itself, from min to max, by what pods ask for
             * @default false
             */
            enabled?: boolean;
            /**
             * @description how long a node may be little used, with room for its pods elsewhere, before it goes
             * @default 600
             */
            scaleDownAfterSeconds?: number;
        };
        AutoscalingOutput: {
            /**
             * @description whether the service sets the size by itself, from min to max, by what pods ask for
             * @default false
             */
            enabled: boolean;
            /**
             * @description how long a node may be little used, with room for its pods elsewhere, before it goes
             * @default 600
             */
            scaleDownAfterSeconds: number;
        };
        /**
         * @example {
         *       "id": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "reason": "caller",
         *       "requestedBy": "ada",
         *       "takenAt": "2026-01-01T00:00:00.000Z",
         *       "expiresAt": "2026-01-31T00:00:00.000Z",
         *       "sizeBytes": 5312544,
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "revision": 4211,
         *       "keys": 1873,
         *       "etcdVersion": "3.7.3",
         *       "kubernetesVersion": "v1.37.2",
         *       "drill": {
         *         "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *         "at": "2026-01-01T00:02:10.000Z",
         *         "ok": true,
         *         "hashVerified": true,
         *         "objects": 412,
         *         "kinds": {
         *           "configmaps": 21,
         *           "deployments.apps": 4,
         *           "secrets": 9
         *         },
         *         "seconds": 96.4,
         *         "steps": [
         *           {
         *             "name": "snapshot",
         *             "seconds": 0.8
         *           },
         *           {
         *             "name": "restore",
         *             "seconds": 0.4
         *           },
         *           {
         *             "name": "api-server",
         *             "seconds": 6.1
         *           },
         *           {
         *             "name": "read",
         *             "seconds": 2.2
         *           }
         *         ]
         *       }
         *     }
         */
        Backup: {
            clusterId: string;
            /** @description the last one, where there was one */
            drill?: components["schemas"]["BackupDrill"];
            etcdVersion: string;
            /**
             * Format: date-time
             * @description when it is taken away, at the latest; retention may do so before
             */
            expiresAt: string;
            id: string;
            /** @description in etcd, past revisions counted */
            keys: number;
            kubernetesVersion: string;
            /**
             * @description what it was taken for
             * @enum {string}
             */
            reason: "schedule" | "caller" | "upgrade" | "hibernation";
            requestedBy: string;
            /** @description of etcd */
            revision: number;
            sha256: string;
            sizeBytes: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            takenAt: string;
        };
        BackupDrill: {
            /**
             * Format: date-time
             * @description when it was over
             */
            at: string;
            /** @description the file that was restored has the backup's SHA-256 */
            hashVerified: boolean;
            /** @description of these how many of each resource, such as deployments.apps */
            kinds?: {
                [key: string]: number;
            };
            /** @description why not */
            message?: string;
            /** @description that an API server of the backup's version has read */
            objects?: number;
            /** @description the backup can be restored, and every object in it be read */
            ok: boolean;
            operationId: string;
            /** @description from the order of the machine until all was read; steps are parts of it */
            seconds?: number;
            steps?: {
                name: string;
                seconds: number;
            }[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "reason": "caller",
         *           "requestedBy": "ada",
         *           "takenAt": "2026-01-01T00:00:00.000Z",
         *           "expiresAt": "2026-01-31T00:00:00.000Z",
         *           "sizeBytes": 5312544,
         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *           "revision": 4211,
         *           "keys": 1873,
         *           "etcdVersion": "3.7.3",
         *           "kubernetesVersion": "v1.37.2",
         *           "drill": {
         *             "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *             "at": "2026-01-01T00:02:10.000Z",
         *             "ok": true,
         *             "hashVerified": true,
         *             "objects": 412,
         *             "kinds": {
         *               "configmaps": 21,
         *               "deployments.apps": 4,
         *               "secrets": 9
         *             },
         *             "seconds": 96.4,
         *             "steps": [
         *               {
         *                 "name": "snapshot",
         *                 "seconds": 0.8
         *               },
         *               {
         *                 "name": "restore",
         *                 "seconds": 0.4
         *               },
         *               {
         *                 "name": "api-server",
         *                 "seconds": 6.1
         *               },
         *               {
         *                 "name": "read",
         *                 "seconds": 2.2
         *               }
         *             ]
         *           }
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        BackupPage: {
            items: components["schemas"]["Backup"][];
            nextPageToken?: string;
        };
        BackupSchedule: {
            /**
             * @description how often the newest backup is restored on a machine of its own; 0: never by itself
             * @default 7
             */
            drillEveryDays?: number;
            /**
             * @description 0: none are taken by themselves
             * @default 1
             */
            everyHours?: number;
            /**
             * @description so many of the last days (UTC) keep their newest
             * @default 7
             */
            keepDaily?: number;
            /**
             * @description so many of the last hours keep their newest
             * @default 24
             */
            keepHourly?: number;
        };
        BackupScheduleOutput: {
            /**
             * @description how often the newest backup is restored on a machine of its own; 0: never by itself
             * @default 7
             */
            drillEveryDays: number;
            /**
             * @description 0: none are taken by themselves
             * @default 1
             */
            everyHours: number;
            /**
             * @description so many of the last days (UTC) keep their newest
             * @default 7
             */
            keepDaily: number;
            /**
             * @description so many of the last hours keep their newest
             * @default 24
             */
            keepHourly: number;
        };
        BilledUsage: {
            /** @description of the tag kubewright:cluster, where the bill has it */
            clusterId?: string;
            /**
             * @description absent: the service does not meter it; snapshots lie in one bucket for all, which a bill names as a whole
             * @enum {string}
             */
            kind?: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway";
            /** @description millionths of a US dollar, at list prices */
            micros: number;
            /**
             * @description as EC2 has it, such as i-1 or nat-1; of a load balancer its ARN
             * @example i-0123456789abcdef0
             */
            resourceId: string;
            /** @description billed seconds, times how many; of volumes GiB-seconds */
            unitSeconds: number;
            /** @example BoxUsage:t3.large */
            usageType: string;
        };
        BlastRadius: {
            broken: string[];
            holds: boolean;
            promises: string[];
            /** @description how many different ones the search has seen */
            situations: number;
        };
        /**
         * @example {
         *       "name": "coredns",
         *       "version": "v1.14.6",
         *       "source": "image"
         *     }
         */
        CatalogComponent: {
            name: string;
            /**
             * @description the project's own release; a container image, as `kubeadm config images list` names it (etcd-before: etcd of the minor before, which a cluster runs that has been upgraded); or Debian's package
             * @enum {string}
             */
            source: "release" | "image" | "debian";
            version: string;
        };
        /**
         * @example {
         *       "id": "g5.xlarge",
         *       "family": "g5",
         *       "category": "gpu",
         *       "architecture": "x86_64",
         *       "vcpus": 4,
         *       "memoryMiB": 16384,
         *       "gpu": {
         *         "name": "NVIDIA A10G",
         *         "memoryMiB": 24576,
         *         "count": 1
         *       },
         *       "localDiskGB": 250,
         *       "zones": [
         *         "us-east-1a",
         *         "us-east-1b"
         *       ],
         *       "prices": {
         *         "currency": "USD",
         *         "region": "us-east-1",
         *         "onDemand": {
         *           "perHourMicros": 1006000,
         *           "from": "2026-01-19",
         *           "source": "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19"
         *         },
         *         "spot": {
         *           "perHourMicros": 412300,
         *           "from": "2026-02-01T08:13:02.000Z",
         *           "source": "EC2 DescribeSpotPriceHistory, Linux/UNIX",
         *           "zone": "us-east-1a"
         *         }
         *       }
         *     }
         */
        CatalogMachineType: {
            /** @enum {string} */
            architecture: "x86_64" | "arm64";
            /** @enum {string} */
            category: "burstable" | "general" | "compute" | "memory" | "gpu";
            family: string;
            gpu?: {
                count: number;
                memoryMiB: number;
                name: string;
            };
            /** @enum {string} */
            id: "t3.medium" | "t3.large" | "t3.xlarge" | "t3.2xlarge" | "t4g.medium" | "t4g.large" | "t4g.xlarge" | "t4g.2xlarge" | "m6i.large" | "m6i.xlarge" | "m6i.2xlarge" | "m6i.4xlarge" | "m6i.8xlarge" | "m7i.large" | "m7i.xlarge" | "m7i.2xlarge" | "m7i.4xlarge" | "m7i.8xlarge" | "m7g.large" | "m7g.xlarge" | "m7g.2xlarge" | "m7g.4xlarge" | "m7g.8xlarge" | "c6i.large" | "c6i.xlarge" | "c6i.2xlarge" | "c6i.4xlarge" | "c6i.8xlarge" | "c7i.large" | "c7i.xlarge" | "c7i.2xlarge" | "c7i.4xlarge" | "c7i.8xlarge" | "c7g.large" | "c7g.xlarge" | "c7g.2xlarge" | "c7g.4xlarge" | "c7g.8xlarge" | "r6i.large" | "r6i.xlarge" | "r6i.2xlarge" | "r6i.4xlarge" | "r7i.large" | "r7i.xlarge" | "r7i.2xlarge" | "r7i.4xlarge" | "g4dn.xlarge" | "g4dn.2xlarge" | "g4dn.4xlarge" | "g4dn.8xlarge" | "g4dn.12xlarge" | "g5.xlarge" | "g5.2xlarge" | "g5.4xlarge" | "g5.8xlarge" | "g5.12xlarge";
            localDiskGB?: number;
            memoryMiB: number;
            prices: components["schemas"]["CatalogPrices"];
            vcpus: number;
            zones: string[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "g5.xlarge",
         *           "family": "g5",
         *           "category": "gpu",
         *           "architecture": "x86_64",
         *           "vcpus": 4,
         *           "memoryMiB": 16384,
         *           "gpu": {
         *             "name": "NVIDIA A10G",
         *             "memoryMiB": 24576,
         *             "count": 1
         *           },
         *           "localDiskGB": 250,
         *           "zones": [
         *             "us-east-1a",
         *             "us-east-1b"
         *           ],
         *           "prices": {
         *             "currency": "USD",
         *             "region": "us-east-1",
         *             "onDemand": {
         *               "perHourMicros": 1006000,
         *               "from": "2026-01-19",
         *               "source": "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19"
         *             },
         *             "spot": {
         *               "perHourMicros": 412300,
         *               "from": "2026-02-01T08:13:02.000Z",
         *               "source": "EC2 DescribeSpotPriceHistory, Linux/UNIX",
         *               "zone": "us-east-1a"
         *             }
         *           }
         *         }
         *       ]
         *     }
         */
        CatalogMachineTypes: {
            items: components["schemas"]["CatalogMachineType"][];
        };
        /**
         * @example {
         *       "currency": "USD",
         *       "region": "us-east-1",
         *       "onDemand": {
         *         "perHourMicros": 1006000,
         *         "from": "2026-01-19",
         *         "source": "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19"
         *       },
         *       "spot": {
         *         "perHourMicros": 412300,
         *         "from": "2026-02-01T08:13:02.000Z",
         *         "source": "EC2 DescribeSpotPriceHistory, Linux/UNIX",
         *         "zone": "us-east-1a"
         *       }
         *     }
         */
        CatalogPrices: {
            /** @constant */
            currency: "USD";
            onDemand?: {
                /** @description first day in effect, in UTC; of a spot price the moment */
                from: string;
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                perHourMicros: number;
                /** @description where the price was read */
                source: string;
            };
            region: string;
            /** @description now, in the zone that is asked for, else in the dearest */
            spot?: {
                /** @description first day in effect, in UTC; of a spot price the moment */
                from: string;
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                perHourMicros: number;
                /** @description where the price was read */
                source: string;
                zone: string;
            };
        };
        /**
         * @example {
         *       "version": "v1.37.2",
         *       "minor": "1.37",
         *       "default": true,
         *       "minorReleasedOn": "2026-08-26",
         *       "stableFrom": "2026-12-24",
         *       "components": [
         *         {
         *           "name": "coredns",
         *           "version": "v1.14.6",
         *           "source": "image"
         *         }
         *       ]
         *     }
         */
        CatalogVersion: {
            components: components["schemas"]["CatalogComponent"][];
            /** @description what a cluster gets when no version is asked for */
            default: boolean;
            minor: string;
            /**
             * Format: date
             * @description day (UTC) of the minor's first release by Kubernetes
             */
            minorReleasedOn: string;
            /**
             * Format: date
             * @description day (UTC) from which clusters in channel stable are brought to the minor; in rapid they are at once
             */
            stableFrom: string;
            version: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "version": "v1.37.2",
         *           "minor": "1.37",
         *           "default": true,
         *           "minorReleasedOn": "2026-08-26",
         *           "stableFrom": "2026-12-24",
         *           "components": [
         *             {
         *               "name": "coredns",
         *               "version": "v1.14.6",
         *               "source": "image"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        CatalogVersions: {
            items: components["schemas"]["CatalogVersion"][];
        };
        /**
         * @example {
         *       "name": "us-east-1a",
         *       "id": "use1-az1"
         *     }
         */
        CatalogZone: {
            /** @description the same place in every account, whatever letter the account knows it by */
            id: string;
            name: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "name": "us-east-1a",
         *           "id": "use1-az1"
         *         }
         *       ]
         *     }
         */
        CatalogZones: {
            items: components["schemas"]["CatalogZone"][];
        };
        /**
         * @example {
         *       "currency": "USD",
         *       "region": "us-east-1",
         *       "before": {
         *         "perHourMicros": 600000,
         *         "perMonthMicros": 438000000
         *       },
         *       "after": {
         *         "perHourMicros": 600000,
         *         "perMonthMicros": 438000000
         *       },
         *       "change": {
         *         "seconds": 155,
         *         "micros": 3745
         *       },
         *       "unrated": [],
         *       "notIncluded": [
         *         "data transfer"
         *       ]
         *     }
         */
        ChangePrice: {
            /** @description of what it has then */
            after: {
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                perHourMicros: number;
                /** @description of 730 hours */
                perMonthMicros: number;
            };
            /** @description of what the cluster has now, by its records */
            before: {
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                perHourMicros: number;
                /** @description of 730 hours */
                perMonthMicros: number;
            };
            /** @description what the change itself costs */
            change: {
                /** @description of machines that are there twice meanwhile, beyond the dearer of before and after */
                micros: number;
                /** @description that it is estimated to take, by assumed times of EC2's machines */
                seconds: number;
            };
            /** @constant */
            currency: "USD";
            notIncluded: string[];
            region: string;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
        };
        ChargeLine: {
            /** @enum {string} */
            kind: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            micros?: number;
            /** @description its name, while it is there */
            nodeGroup?: string;
            /** @description control-plane, network, backups, drill, or the id of a node group */
            part: string;
            /**
             * Format: date-time
             * @description beginning of the hour, day or month, in UTC
             */
            period: string;
            priceKey: string;
        };
        /**
         * @example {
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "currency": "USD",
         *       "since": "2026-01-01T00:00:00.000Z",
         *       "until": "2026-01-02T00:00:00.000Z",
         *       "totalMicros": 5990400,
         *       "unrated": [],
         *       "items": [
         *         {
         *           "period": "2026-01-01T00:00:00.000Z",
         *           "part": "control-plane",
         *           "kind": "machine",
         *           "priceKey": "machine/t3.large/on-demand",
         *           "micros": 5990400
         *         }
         *       ]
         *     }
         */
        ChargeReport: {
            clusterId: string;
            /** @constant */
            currency: "USD";
            items: components["schemas"]["ChargeLine"][];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            totalMicros: number;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
        /**
         * @example {
         *       "id": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "name": "web",
         *       "state": "running",
         *       "version": "v1.37.2",
         *       "labels": {
         *         "team": "shop"
         *       },
         *       "network": {
         *         "cidr": "10.0.0.0/16",
         *         "podCidr": "10.244.0.0/16",
         *         "serviceCidr": "10.96.0.0/16",
         *         "apiAccessCidrs": [
         *           "203.0.113.0/24"
         *         ]
         *       },
         *       "controlPlane": {
         *         "machines": 3,
         *         "machineType": "m7i.large",
         *         "etcdDiskGiB": 20
         *       },
         *       "nodeGroups": [
         *         {
         *           "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "name": "default",
         *           "state": "running",
         *           "machineType": "m7i.xlarge",
         *           "size": 3,
         *           "min": 0,
         *           "max": 100,
         *           "diskGiB": 40,
         *           "dataDisks": [],
         *           "labels": {},
         *           "taints": [],
         *           "spot": false,
         *           "placement": "any",
         *           "repair": {
         *             "enabled": true,
         *             "keepFailedMachines": false,
         *             "notReadySeconds": 300
         *           },
         *           "autoscaling": {
         *             "enabled": false,
         *             "scaleDownAfterSeconds": 600
         *           },
         *           "drainSeconds": 900,
         *           "template": 1,
         *           "outdated": 0,
         *           "rev": 2
         *         }
         *       ],
         *       "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
         *       "conditions": [
         *         {
         *           "type": "Verified",
         *           "is": "true",
         *           "reason": "ProbesSucceeded",
         *           "since": "2026-01-01T00:05:00.000Z"
         *         }
         *       ],
         *       "deletionProtection": true,
         *       "createdAt": "2026-01-01T00:00:00.000Z",
         *       "updatedAt": "2026-01-01T00:05:00.000Z",
         *       "rev": 12
         *     }
         */
        Cluster: {
            activeOperation?: string;
            backups?: components["schemas"]["BackupScheduleOutput"];
            conditions: components["schemas"]["Condition"][];
            controlPlane: {
                etcdDiskGiB: number;
                machines: number;
                machineType: string;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            deletionProtection: boolean;
            /** @description URL of the Kubernetes API, once there is one */
            endpoint?: string;
            /** @description the backup that a hibernated cluster wakes from */
            hibernatedFrom?: string;
            /** @description when it is hibernated and woken by itself */
            hibernation?: components["schemas"]["Hibernation"];
            id: string;
            /** @description while a phase goes on; only where one cluster is viewed */
            keyRotation?: components["schemas"]["KeyRotationProgress"];
            /** @description only where one cluster is viewed */
            keys?: components["schemas"]["ClusterKeys"];
            labels: {
                [key: string]: string;
            };
            /** @description when it is upgraded by itself, and to what */
            maintenance?: components["schemas"]["Maintenance"];
            name: string;
            network: {
                apiAccessCidrs: string[];
                cidr: string;
                podCidr: string;
                serviceCidr: string;
            };
            nodeGroups: components["schemas"]["NodeGroup"][];
            /** @description only where one cluster is viewed */
            recovery?: components["schemas"]["Recovery"];
            /** @description the backup that it was born from */
            restoredFrom?: components["schemas"]["RestoreFrom"];
            /** @description changes with every write; also the ETag */
            rev: number;
            /** @description whether its last upgrade can be rolled back */
            rollback?: components["schemas"]["Rollback"];
            /** @enum {string} */
            state: "pending" | "running" | "degraded" | "updating" | "hibernating" | "hibernated" | "waking" | "deleting" | "deleted" | "failed";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            /** @description while one goes on; only where one cluster is viewed */
            upgrade?: components["schemas"]["UpgradeProgress"];
            version: string;
        };
        /**
         * @example {
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "currency": "USD",
         *       "at": "2026-01-02T12:00:00.000Z",
         *       "yesterdayMicros": 14400000,
         *       "todayMicros": 7200000,
         *       "perHourMicros": 600000,
         *       "monthMicros": 21600000,
         *       "forecastMicros": 439200000,
         *       "parts": [
         *         {
         *           "part": "control-plane",
         *           "perHourMicros": 249600,
         *           "monthMicros": 8985600
         *         }
         *       ],
         *       "unrated": [],
         *       "inexactUsages": 0,
         *       "budget": {
         *         "monthlyMicros": 500000000,
         *         "usedPercent": 4.3,
         *         "forecastPercent": 87.8
         *       },
         *       "hints": [
         *         {
         *           "kind": "empty-group",
         *           "nodeGroup": "default",
         *           "since": "2026-01-01T00:00:00.000Z",
         *           "message": "node group default runs no pods but those that run on every node: make it smaller, or delete it",
         *           "savesPerHourMicros": 187904,
         *           "savesPerMonthMicros": 137169920
         *         }
         *       ],
         *       "ledger": {
         *         "at": "2026-01-02T12:00:00.000Z",
         *         "residualSeconds": 0
         *       }
         *     }
         */
        ClusterCost: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            /** @description by how much the ledger differed from AWS's bill when that was last compared */
            bill?: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                micros: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                since: string;
                unitSeconds: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            };
            budget?: {
                forecastPercent: number;
                /** @description millionths of a US dollar a month */
                monthlyMicros: number;
                usedPercent: number;
            };
            clusterId: string;
            /** @constant */
            currency: "USD";
            /** @description this month, if what is there now stays */
            forecastMicros: number;
            hints: components["schemas"]["IdleHint"][];
            /** @description usages whose end the cloud has not told, only shown */
            inexactUsages: number;
            /** @description by how many seconds the ledger was off what the cloud showed, at the last look; of snapshots those in which as much is stored as it was off */
            ledger?: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                residualSeconds: number;
            };
            /** @description this month until now */
            monthMicros: number;
            parts: {
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                monthMicros: number;
                nodeGroup?: string;
                part: string;
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                perHourMicros: number;
            }[];
            /** @description of what is there now */
            perHourMicros: number;
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            todayMicros: number;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            yesterdayMicros: number;
        };
        /**
         * @example {
         *       "state": "moved",
         *       "since": "2026-01-01T00:05:00.000Z",
         *       "authoritiesExpireAt": "2036-01-01T00:00:00.000Z",
         *       "nextPhase": "drop",
         *       "nextPhaseFrom": "2026-01-01T01:10:00.000Z",
         *       "usedBy": [
         *         {
         *           "what": "credentials",
         *           "until": "2026-01-01T01:10:00.000Z",
         *           "message": "credentials that were handed out before the new authorities signed"
         *         }
         *       ]
         *     }
         */
        ClusterKeys: {
            /**
             * Format: date-time
             * @description those that sign now
             */
            authoritiesExpireAt: string;
            /** @enum {string} */
            nextPhase: "add" | "move" | "drop";
            /**
             * Format: date-time
             * @description not before; absent: at any time
             */
            nextPhaseFrom?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /**
             * @description settled: one set; added: the old one signs, both are trusted; moved: the new one signs, both are trusted
             * @enum {string}
             */
            state: "settled" | "added" | "moved";
            /** @description who still uses the old set, as far as the service's records tell */
            usedBy: components["schemas"]["KeyUser"][];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "name": "web",
         *           "state": "running",
         *           "version": "v1.37.2",
         *           "labels": {
         *             "team": "shop"
         *           },
         *           "network": {
         *             "cidr": "10.0.0.0/16",
         *             "podCidr": "10.244.0.0/16",
         *             "serviceCidr": "10.96.0.0/16",
         *             "apiAccessCidrs": [
         *               "203.0.113.0/24"
         *             ]
         *           },
         *           "controlPlane": {
         *             "machines": 3,
         *             "machineType": "m7i.large",
         *             "etcdDiskGiB": 20
         *           },
         *           "nodeGroups": [
         *             {
         *               "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *               "name": "default",
         *               "state": "running",
         *               "machineType": "m7i.xlarge",
         *               "size": 3,
         *               "min": 0,
         *               "max": 100,
         *               "diskGiB": 40,
         *               "dataDisks": [],
         *               "labels": {},
         *               "taints": [],
         *               "spot": false,
         *               "placement": "any",
         *               "repair": {
         *                 "enabled": true,
         *                 "keepFailedMachines": false,
         *                 "notReadySeconds": 300
         *               },
         *               "autoscaling": {
         *                 "enabled": false,
         *                 "scaleDownAfterSeconds": 600
         *               },
         *               "drainSeconds": 900,
         *               "template": 1,
         *               "outdated": 0,
         *               "rev": 2
         *             }
         *           ],
         *           "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
         *           "conditions": [
         *             {
         *               "type": "Verified",
         *               "is": "true",
         *               "reason": "ProbesSucceeded",
         *               "since": "2026-01-01T00:05:00.000Z"
         *             }
         *           ],
         *           "deletionProtection": true,
         *           "createdAt": "2026-01-01T00:00:00.000Z",
         *           "updatedAt": "2026-01-01T00:05:00.000Z",
         *           "rev": 12
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        ClusterPage: {
            items: components["schemas"]["Cluster"][];
            nextPageToken?: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "clusterName": "web",
         *           "month": "2026-01",
         *           "state": "closed",
         *           "currency": "USD",
         *           "lines": [
         *             {
         *               "part": "control-plane",
         *               "kind": "machine",
         *               "priceKey": "machine/t3.large/on-demand",
         *               "micros": 185702400
         *             }
         *           ],
         *           "corrections": [],
         *           "totalMicros": 185702400,
         *           "unrated": [],
         *           "at": "2026-02-03T00:00:00.000Z"
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        ClusterStatements: {
            items: components["schemas"]["Statement"][];
            nextPageToken?: string;
        };
        Condition: {
            /** @enum {string} */
            is: "true" | "false" | "unknown";
            message?: string;
            reason?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /** @description Verified, ControlPlaneHealthy, NodesHealthy, RepairsHalted, ScalingLimited, DriftDetected, Hibernated, BackupsProven, AutomaticUpgrades */
            type: string;
        };
        ControlPlaneSpec: {
            /** @default 20 */
            etcdDiskGiB?: number;
            /** @default 3 */
            machines?: 3 | 5;
            /**
             * @default t3.large
             * @enum {string}
             */
            machineType?: "t3.medium" | "t3.large" | "t3.xlarge" | "t3.2xlarge" | "t4g.medium" | "t4g.large" | "t4g.xlarge" | "t4g.2xlarge" | "m6i.large" | "m6i.xlarge" | "m6i.2xlarge" | "m6i.4xlarge" | "m6i.8xlarge" | "m7i.large" | "m7i.xlarge" | "m7i.2xlarge" | "m7i.4xlarge" | "m7i.8xlarge" | "m7g.large" | "m7g.xlarge" | "m7g.2xlarge" | "m7g.4xlarge" | "m7g.8xlarge" | "c6i.large" | "c6i.xlarge" | "c6i.2xlarge" | "c6i.4xlarge" | "c6i.8xlarge" | "c7i.large" | "c7i.xlarge" | "c7i.2xlarge" | "c7i.4xlarge" | "c7i.8xlarge" | "c7g.large" | "c7g.xlarge" | "c7g.2xlarge" | "c7g.4xlarge" | "c7g.8xlarge" | "r6i.large" | "r6i.xlarge" | "r6i.2xlarge" | "r6i.4xlarge" | "r7i.large" | "r7i.xlarge" | "r7i.2xlarge" | "r7i.4xlarge" | "g4dn.xlarge" | "g4dn.2xlarge" | "g4dn.4xlarge" | "g4dn.8xlarge" | "g4dn.12xlarge" | "g5.xlarge" | "g5.2xlarge" | "g5.4xlarge" | "g5.8xlarge" | "g5.12xlarge";
        };
        /**
         * @example {
         *       "name": "web",
         *       "version": "1.37",
         *       "labels": {
         *         "team": "shop"
         *       },
         *       "network": {
         *         "apiAccessCidrs": [
         *           "203.0.113.0/24"
         *         ]
         *       },
         *       "controlPlane": {
         *         "machines": 3,
         *         "machineType": "m7i.large"
         *       },
         *       "nodeGroups": [
         *         {
         *           "name": "default",
         *           "machineType": "m7i.xlarge",
         *           "size": 3
         *         }
         *       ],
         *       "deletionProtection": true
         *     }
         */
        CreateCluster: {
            /** @default {} */
            backups?: components["schemas"]["BackupSchedule"];
            /** @default {} */
            controlPlane?: components["schemas"]["ControlPlaneSpec"];
            /** @default false */
            deletionProtection?: boolean;
            hibernation?: components["schemas"]["HibernationSchedule"];
            /** @default {} */
            labels?: {
                [key: string]: string;
            };
            name: string;
            /** @default {} */
            network?: components["schemas"]["NetworkSpec"];
            /**
             * @default [
             *       {
             *         "name": "default"
             *       }
             *     ]
             */
            nodeGroups?: components["schemas"]["NodeGroupSpec"][];
            /** @description begin with what a backup of another cluster holds, instead of with nothing; that cluster goes on */
            restoreFrom?: components["schemas"]["RestoreFrom"];
            /** @description minor (1.37) or full version; the newest when absent, or the backup's minor where it is restored */
            version?: string;
        };
        /**
         * @example {
         *       "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
         *       "certificateAuthority": "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
         *       "clientCertificate": "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
         *       "clientKey": "(PEM of a key that exists only in this answer)",
         *       "groups": [
         *         "kubewright:operators:1"
         *       ],
         *       "expiresAt": "2026-01-01T01:00:00.000Z"
         *     }
         */
        Credentials: {
            /** @description PEM */
            certificateAuthority: string;
            /** @description PEM */
            clientCertificate: string;
            /** @description PEM */
            clientKey: string;
            endpoint: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
            /** @description groups inside the cluster; they lose their rights by a revocation */
            groups: string[];
        };
        DataDisk: {
            mountPath: string;
            sizeGiB: number;
        };
        DeletionReceipt: {
            bill?: components["schemas"]["FinalBill"];
            checked: string[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            checkedAt: string;
            left: string[];
        };
        /**
         * @example {
         *       "force": false
         *     }
         */
        DrainNode: {
            /**
             * @description delete pods that a PodDisruptionBudget keeps on the node, and wait for none that does not end
             * @default false
             */
            force?: boolean;
        };
        /**
         * @example {
         *       "id": "evt_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "at": "2026-01-01T00:00:00.000Z",
         *       "kind": "operation.asked",
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "clusterName": "web",
         *       "who": "ada",
         *       "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "message": "cluster.create"
         *     }
         */
        Event: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            clusterId: string;
            clusterName: string;
            id: string;
            /** @enum {string} */
            kind: "operation.asked" | "operation.cancel-asked" | "operation.pause-asked" | "operation.paused" | "operation.resumed" | "operation.checkpoint" | "operation.ended" | "stage.failed" | "cluster.updated" | "cluster.health" | "credentials.issued" | "budget.used" | "bill.residual";
            message: string;
            operationId?: string;
            stage?: string;
            /** @description subject of the caller's token; system:kubewright is the service by itself */
            who: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "evt_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "at": "2026-01-01T00:00:00.000Z",
         *           "kind": "operation.asked",
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "clusterName": "web",
         *           "who": "ada",
         *           "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "message": "cluster.create"
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        EventPage: {
            items: components["schemas"]["Event"][];
            nextPageToken?: string;
        };
        FinalBill: {
            /** @constant */
            currency: "USD";
            /** @description of these still billed: none */
            openUsages: number;
            /** @description millionths of a US dollar */
            totalMicros: number;
            /** @description prices that nobody knows: not in the total */
            unrated: string[];
            /** @description things that were billed and are on record, for 440 days after their end */
            usages: number;
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        FocusReport: {
            items: components["schemas"]["FocusRow"][];
            nextPageToken?: string;
        };
        FocusRow: {
            BilledCost: number;
            BillingAccountId: string;
            BillingAccountName: string | null;
            /** @constant */
            BillingCurrency: "USD";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            BillingPeriodEnd: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            BillingPeriodStart: string;
            /** @constant */
            ChargeCategory: "Usage";
            ChargeClass: string | null;
            ChargeDescription: string | null;
            /** @constant */
            ChargeFrequency: "Usage-Based";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            ChargePeriodEnd: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            ChargePeriodStart: string;
            ConsumedQuantity: number;
            ConsumedUnit: string;
            ContractedCost: number;
            ContractedUnitPrice: number | null;
            EffectiveCost: number;
            InvoiceIssuerName: string;
            ListCost: number;
            ListUnitPrice: number | null;
            /** @enum {string} */
            PricingCategory: "Standard" | "Dynamic";
            PricingQuantity: number;
            PricingUnit: string;
            ProviderName: string;
            PublisherName: string;
            RegionId: string;
            RegionName: string | null;
            /** @description as the cloud has it; of all of a cluster's snapshots together `snapshots`, and `removed-snapshots`, of which each day's are a row for the week that S3 keeps them */
            ResourceId: string;
            ResourceName: string | null;
            ResourceType: string;
            /** @enum {string} */
            ServiceCategory: "Compute" | "Storage" | "Networking";
            ServiceName: string;
            SkuId: string;
            SkuPriceId: string;
            /** @description the cluster's id */
            SubAccountId: string;
            SubAccountName: string | null;
            Tags: {
                [key: string]: string;
            };
        };
        Hibernation: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            nextSleepAt?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            nextWakeAt?: string;
            /** @description when it is hibernated */
            sleep?: string;
            /** @default UTC */
            timeZone: string;
            /** @description when it is woken */
            wake?: string;
        };
        /**
         * @example {
         *       "kind": "cluster.hibernate",
         *       "clusterName": "web",
         *       "stages": [
         *         "PlanHibernation",
         *         "SaveSnapshot",
         *         "EndMachines",
         *         "FinishHibernation"
         *       ],
         *       "changes": [
         *         {
         *           "kind": "instance",
         *           "count": 3,
         *           "detail": "t3.large"
         *         }
         *       ],
         *       "stays": [
         *         {
         *           "kind": "load-balancer",
         *           "count": 1,
         *           "detail": "network"
         *         }
         *       ],
         *       "price": {
         *         "currency": "USD",
         *         "running": {
         *           "perHourMicros": 600000,
         *           "perMonthMicros": 438000000
         *         },
         *         "hibernated": {
         *           "perHourMicros": 37500,
         *           "perMonthMicros": 27375000
         *         },
         *         "unrated": [],
         *         "notIncluded": [
         *           "snapshots in S3"
         *         ]
         *       }
         *     }
         */
        HibernationPlan: {
            /** @description what goes when it is hibernated, and is made when it wakes */
            changes: components["schemas"]["PlannedResource"][];
            clusterName: string;
            /** @enum {string} */
            kind: "cluster.hibernate" | "cluster.wake";
            price: {
                /** @constant */
                currency: "USD";
                hibernated: {
                    /** @description millionths of a US dollar, before tax, at AWS's list prices */
                    perHourMicros: number;
                    /** @description of 730 hours */
                    perMonthMicros: number;
                };
                notIncluded: string[];
                running: {
                    /** @description millionths of a US dollar, before tax, at AWS's list prices */
                    perHourMicros: number;
                    /** @description of 730 hours */
                    perMonthMicros: number;
                };
                /** @description prices that nobody knows: in neither amount */
                unrated: string[];
            };
            stages: string[];
            stays: components["schemas"]["PlannedResource"][];
        };
        /**
         * @example {
         *       "sleep": "0 20 * * mon-fri",
         *       "wake": "0 7 * * mon-fri",
         *       "timeZone": "Europe/Berlin"
         *     }
         */
        HibernationSchedule: {
            /** @description when it is hibernated */
            sleep?: string;
            /** @default UTC */
            timeZone?: string;
            /** @description when it is woken */
            wake?: string;
        };
        IdleHint: {
            /** @enum {string} */
            kind: "empty-group" | "loose-volume" | "idle-cluster";
            message: string;
            /** @description its name */
            nodeGroup?: string;
            resourceId?: string;
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            savesPerHourMicros: number;
            /** @description of 730 hours */
            savesPerMonthMicros: number;
            /**
             * Format: date-time
             * @description since when it has been so at every look, one an hour; a day ago or more
             */
            since: string;
        };
        /**
         * @example {
         *       "kind": "keys.rotate",
         *       "clusterName": "web",
         *       "phase": "add",
         *       "ready": true,
         *       "findings": [],
         *       "steps": [
         *         {
         *           "kind": "prepare",
         *           "text": "let machines of key revision 1 join"
         *         },
         *         {
         *           "kind": "member",
         *           "nodeId": "i-0123456789abcdef0",
         *           "text": "replace member i-0123456789abcdef0 of the control plane by one of key revision 1"
         *         }
         *       ],
         *       "machines": 1,
         *       "seconds": 230,
         *       "changePrice": {
         *         "currency": "USD",
         *         "region": "us-east-1",
         *         "before": {
         *           "perHourMicros": 600000,
         *           "perMonthMicros": 438000000
         *         },
         *         "after": {
         *           "perHourMicros": 600000,
         *           "perMonthMicros": 438000000
         *         },
         *         "change": {
         *           "seconds": 155,
         *           "micros": 3745
         *         },
         *         "unrated": [],
         *         "notIncluded": [
         *           "data transfer"
         *         ]
         *       },
         *       "advice": [
         *         "once it has succeeded, fetch kubeconfigs anew (`kubewright cluster kubeconfig`)"
         *       ]
         *     }
         */
        KeyRotationPlan: {
            /** @description what people have to do themselves, and until when */
            advice: string[];
            changePrice: components["schemas"]["ChangePrice"];
            clusterName: string;
            findings: components["schemas"]["RotationFinding"][];
            /** @constant */
            kind: "keys.rotate";
            /** @description that are replaced */
            machines: number;
            /** @enum {string} */
            phase: "add" | "move" | "drop";
            /** @description no finding is in the way */
            ready: boolean;
            /** @description that it is expected to take, for assumed times */
            seconds: number;
            steps: components["schemas"]["UpgradePlanStep"][];
        };
        /**
         * @example {
         *       "phase": "add",
         *       "goesBack": false,
         *       "machines": {
         *         "done": 2,
         *         "total": 6
         *       }
         *     }
         */
        KeyRotationProgress: {
            /** @description to how it was before the phase */
            goesBack: boolean;
            machines: {
                done: number;
                total: number;
            };
            /** @enum {string} */
            phase: "add" | "move" | "drop";
            /** @description what is done now, in words */
            step?: string;
        };
        KeyUser: {
            message: string;
            nodeId?: string;
            /**
             * Format: date-time
             * @description when the last of it has ended by itself
             */
            until?: string;
            /** @enum {string} */
            what: "node" | "credentials";
        };
        Maintenance: {
            /**
             * @description rapid: the newest version on offer; stable: patches at once, the next minor 120 days after its first release; none: nothing is upgraded by itself
             * @enum {string}
             */
            channel: "none" | "stable" | "rapid";
            /** @description times in which nothing is upgraded by itself, windows or not */
            exclusions: components["schemas"]["MaintenanceExclusion"][];
            nextUpgrade: components["schemas"]["NextUpgrade"];
            window?: components["schemas"]["MaintenanceWindowOutput"];
        };
        /**
         * @example {
         *       "from": "2026-12-18T00:00:00Z",
         *       "to": "2027-01-04T00:00:00Z",
         *       "reason": "Christmas sales"
         *     }
         */
        MaintenanceExclusion: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            from: string;
            reason: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            to: string;
        };
        /**
         * @example {
         *       "schedule": "0 2 * * sun",
         *       "timeZone": "Europe/Berlin",
         *       "durationMinutes": 240
         *     }
         */
        MaintenanceWindow: {
            /** @description how long it is open; at least what an upgrade of the cluster is expected to take */
            durationMinutes: number;
            /** @description when it opens, as in crontab(5), by the clock of its time zone */
            schedule: string;
            /** @default UTC */
            timeZone?: string;
        };
        /**
         * @example {
         *       "schedule": "0 2 * * sun",
         *       "timeZone": "Europe/Berlin",
         *       "durationMinutes": 240
         *     }
         */
        MaintenanceWindowOutput: {
            /** @description how long it is open; at least what an upgrade of the cluster is expected to take */
            durationMinutes: number;
            /** @description when it opens, as in crontab(5), by the clock of its time zone */
            schedule: string;
            /** @default UTC */
            timeZone: string;
        };
        MendReason: {
            /** @constant */
            code: "DriftDetected";
            message: string;
        };
        NetworkSpec: {
            /**
             * @description who may reach the Kubernetes API
             * @default [
             *       "0.0.0.0/0"
             *     ]
             */
            apiAccessCidrs?: string[];
            /**
             * @description the VPC's range
             * @default 10.0.0.0/16
             */
            cidr?: string;
            /**
             * @description a /24 of it for each node
             * @default 10.244.0.0/16
             */
            podCidr?: string;
            /** @default 10.96.0.0/16 */
            serviceCidr?: string;
        };
        /**
         * @example {
         *       "version": "v1.37.2",
         *       "at": "2026-12-27T01:00:00.000Z"
         *     }
         */
        NextUpgrade: {
            /**
             * Format: date-time
             * @description when it begins: the first moment in a window at which it still fits
             */
            at?: string;
            message?: string;
            /**
             * @description instead of a moment: why there is none
             * @enum {string}
             */
            reason?: "ChannelNone" | "UpToDate" | "NotRunning" | "WindowTooShort" | "NoWindowLeft";
            version?: string;
        };
        /**
         * @example {
         *       "id": "i-0123456789abcdef0",
         *       "name": "ip-10-0-64-4",
         *       "role": "worker",
         *       "nodeGroupId": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "nodeGroup": "default",
         *       "zone": "us-east-1a",
         *       "faultDomain": "nn-0123456789abcdef0",
         *       "machineType": "m7i.xlarge",
         *       "address": "10.0.64.4",
         *       "version": "v1.37.2",
         *       "template": 1,
         *       "state": "ready",
         *       "createdAt": "2026-01-01T00:01:00.000Z"
         *     }
         */
        Node: {
            address: string;
            /**
             * Format: date-time
             * @description of a member of the control plane; the service replaces it before, with new ones
             */
            certificatesExpireAt?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description the minor that a member of the control plane serves in the middle of an upgrade, such as 1.36 */
            emulates?: string;
            /** @description rack in the zone, where the cloud tells it */
            faultDomain?: string;
            /** @description instance id */
            id: string;
            /**
             * Format: date-time
             * @description since when a group that is scaled could do without it
             */
            idleSince?: string;
            machineType: string;
            /** @description name of the Kubernetes node, once it has joined */
            name?: string;
            nodeGroup?: string;
            nodeGroupId?: string;
            reason?: string;
            /** @enum {string} */
            role: "control-plane" | "worker";
            /** @enum {string} */
            state: "launching" | "joining" | "ready" | "not-ready" | "draining" | "replacing" | "terminating" | "terminated" | "kept";
            /** @description the template of its node group that it was made by */
            template?: number;
            version: string;
            zone: string;
        };
        /**
         * @example {
         *       "id": "i-0123456789abcdef0",
         *       "name": "ip-10-0-64-4",
         *       "role": "worker",
         *       "nodeGroupId": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "nodeGroup": "default",
         *       "zone": "us-east-1a",
         *       "faultDomain": "nn-0123456789abcdef0",
         *       "machineType": "m7i.xlarge",
         *       "address": "10.0.64.4",
         *       "version": "v1.37.2",
         *       "template": 1,
         *       "state": "ready",
         *       "createdAt": "2026-01-01T00:01:00.000Z",
         *       "capacity": {
         *         "cpuMillicores": 4000,
         *         "memoryMiB": 15836,
         *         "pods": 110
         *       },
         *       "allocatable": {
         *         "cpuMillicores": 4000,
         *         "memoryMiB": 15736,
         *         "pods": 110
         *       },
         *       "usage": {
         *         "cpuMillicores": 310,
         *         "memoryMiB": 2140
         *       }
         *     }
         */
        NodeDetails: {
            address: string;
            /** @description what pods may ask for */
            allocatable?: components["schemas"]["NodeSize"];
            /** @description all that the machine has */
            capacity?: components["schemas"]["NodeSize"];
            /**
             * Format: date-time
             * @description of a member of the control plane; the service replaces it before, with new ones
             */
            certificatesExpireAt?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description the minor that a member of the control plane serves in the middle of an upgrade, such as 1.36 */
            emulates?: string;
            /** @description rack in the zone, where the cloud tells it */
            faultDomain?: string;
            /** @description instance id */
            id: string;
            /**
             * Format: date-time
             * @description since when a group that is scaled could do without it
             */
            idleSince?: string;
            machineType: string;
            /** @description name of the Kubernetes node, once it has joined */
            name?: string;
            nodeGroup?: string;
            nodeGroupId?: string;
            reason?: string;
            /** @enum {string} */
            role: "control-plane" | "worker";
            /** @enum {string} */
            state: "launching" | "joining" | "ready" | "not-ready" | "draining" | "replacing" | "terminating" | "terminated" | "kept";
            /** @description the template of its node group that it was made by */
            template?: number;
            /** @description why some of these are not known */
            unknown?: string;
            /** @description what is used now, by pods and the system */
            usage?: {
                /** @description thousandths of a core */
                cpuMillicores: number;
                memoryMiB: number;
            };
            version: string;
            zone: string;
        };
        /**
         * @example {
         *       "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "name": "default",
         *       "state": "running",
         *       "machineType": "m7i.xlarge",
         *       "size": 3,
         *       "min": 0,
         *       "max": 100,
         *       "diskGiB": 40,
         *       "dataDisks": [],
         *       "labels": {},
         *       "taints": [],
         *       "spot": false,
         *       "placement": "any",
         *       "repair": {
         *         "enabled": true,
         *         "keepFailedMachines": false,
         *         "notReadySeconds": 300
         *       },
         *       "autoscaling": {
         *         "enabled": false,
         *         "scaleDownAfterSeconds": 600
         *       },
         *       "drainSeconds": 900,
         *       "template": 1,
         *       "outdated": 0,
         *       "rev": 2
         *     }
         */
        NodeGroup: {
            autoscaling: components["schemas"]["AutoscalingOutput"];
            /**
             * @description further encrypted disks, formatted and mounted
             * @default []
             */
            dataDisks: components["schemas"]["DataDisk"][];
            /**
             * @description root disk, GiB
             * @default 40
             */
            diskGiB: number;
            /**
             * @description how long pods may take to leave a node that is to go
             * @default 900
             */
            drainSeconds: number;
            id: string;
            /**
             * @description of the group's Kubernetes nodes
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            /**
             * @default t3.large
             * @enum {string}
             */
            machineType: "t3.medium" | "t3.large" | "t3.xlarge" | "t3.2xlarge" | "t4g.medium" | "t4g.large" | "t4g.xlarge" | "t4g.2xlarge" | "m6i.large" | "m6i.xlarge" | "m6i.2xlarge" | "m6i.4xlarge" | "m6i.8xlarge" | "m7i.large" | "m7i.xlarge" | "m7i.2xlarge" | "m7i.4xlarge" | "m7i.8xlarge" | "m7g.large" | "m7g.xlarge" | "m7g.2xlarge" | "m7g.4xlarge" | "m7g.8xlarge" | "c6i.large" | "c6i.xlarge" | "c6i.2xlarge" | "c6i.4xlarge" | "c6i.8xlarge" | "c7i.large" | "c7i.xlarge" | "c7i.2xlarge" | "c7i.4xlarge" | "c7i.8xlarge" | "c7g.large" | "c7g.xlarge" | "c7g.2xlarge" | "c7g.4xlarge" | "c7g.8xlarge" | "r6i.large" | "r6i.xlarge" | "r6i.2xlarge" | "r6i.4xlarge" | "r7i.large" | "r7i.xlarge" | "r7i.2xlarge" | "r7i.4xlarge" | "g4dn.xlarge" | "g4dn.2xlarge" | "g4dn.4xlarge" | "g4dn.8xlarge" | "g4dn.12xlarge" | "g5.xlarge" | "g5.2xlarge" | "g5.4xlarge" | "g5.8xlarge" | "g5.12xlarge";
            /**
             * @description most that the size may be set to
             * @default 100
             */
            max: number;
            /**
             * @description least that the size may be set to
             * @default 0
             */
            min: number;
            name: string;
            /** @description its machines that are of an earlier template, of another version than the cluster or in a zone that is none of the group's: a roll replaces them; absent where clusters are listed or changed */
            outdated?: number;
            /**
             * @description spread: no two machines on one rack, 7 a zone at most; partition: over 7 sets of racks a zone; cluster: close together, in one zone
             * @default any
             * @enum {string}
             */
            placement: "any" | "spread" | "partition" | "cluster";
            repair: components["schemas"]["RepairOutput"];
            /** @description changes with every write; also the ETag */
            rev: number;
            /**
             * @description machines wanted
             * @default 3
             */
            size: number;
            /**
             * @description spot machines: cheaper, and taken back at two minutes' notice
             * @default false
             */
            spot: boolean;
            /** @enum {string} */
            state: "pending" | "running" | "degraded" | "updating" | "hibernating" | "hibernated" | "waking" | "deleting" | "deleted" | "failed" | "scaling";
            /** @default [] */
            taints: components["schemas"]["Taint"][];
            /** @description counts the changes to what its machines are made of */
            template: number;
            /** @description run by bash as root, once, before the machine joins the cluster; its failure fails the boot. No place for secrets: it is shown */
            userScript?: string;
            /** @description of the cluster's zones; all of them when absent */
            zones?: string[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "name": "default",
         *           "state": "running",
         *           "machineType": "m7i.xlarge",
         *           "size": 3,
         *           "min": 0,
         *           "max": 100,
         *           "diskGiB": 40,
         *           "dataDisks": [],
         *           "labels": {},
         *           "taints": [],
         *           "spot": false,
         *           "placement": "any",
         *           "repair": {
         *             "enabled": true,
         *             "keepFailedMachines": false,
         *             "notReadySeconds": 300
         *           },
         *           "autoscaling": {
         *             "enabled": false,
         *             "scaleDownAfterSeconds": 600
         *           },
         *           "drainSeconds": 900,
         *           "template": 1,
         *           "outdated": 0,
         *           "rev": 2
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        NodeGroupPage: {
            items: components["schemas"]["NodeGroup"][];
            nextPageToken?: string;
        };
        /**
         * @example {
         *       "name": "batch",
         *       "machineType": "m7i.xlarge",
         *       "size": 3,
         *       "max": 10,
         *       "labels": {
         *         "tier": "batch"
         *       }
         *     }
         */
        NodeGroupSpec: {
            /** @default {} */
            autoscaling?: components["schemas"]["Autoscaling"];
            /**
             * @description further encrypted disks, formatted and mounted
             * @default []
             */
            dataDisks?: components["schemas"]["DataDisk"][];
            /**
             * @description root disk, GiB
             * @default 40
             */
            diskGiB?: number;
            /**
             * @description how long pods may take to leave a node that is to go
             * @default 900
             */
            drainSeconds?: number;
            /**
             * @description of the group's Kubernetes nodes
             * @default {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @default t3.large
             * @enum {string}
             */
            machineType?: "t3.medium" | "t3.large" | "t3.xlarge" | "t3.2xlarge" | "t4g.medium" | "t4g.large" | "t4g.xlarge" | "t4g.2xlarge" | "m6i.large" | "m6i.xlarge" | "m6i.2xlarge" | "m6i.4xlarge" | "m6i.8xlarge" | "m7i.large" | "m7i.xlarge" | "m7i.2xlarge" | "m7i.4xlarge" | "m7i.8xlarge" | "m7g.large" | "m7g.xlarge" | "m7g.2xlarge" | "m7g.4xlarge" | "m7g.8xlarge" | "c6i.large" | "c6i.xlarge" | "c6i.2xlarge" | "c6i.4xlarge" | "c6i.8xlarge" | "c7i.large" | "c7i.xlarge" | "c7i.2xlarge" | "c7i.4xlarge" | "c7i.8xlarge" | "c7g.large" | "c7g.xlarge" | "c7g.2xlarge" | "c7g.4xlarge" | "c7g.8xlarge" | "r6i.large" | "r6i.xlarge" | "r6i.2xlarge" | "r6i.4xlarge" | "r7i.large" | "r7i.xlarge" | "r7i.2xlarge" | "r7i.4xlarge" | "g4dn.xlarge" | "g4dn.2xlarge" | "g4dn.4xlarge" | "g4dn.8xlarge" | "g4dn.12xlarge" | "g5.xlarge" | "g5.2xlarge" | "g5.4xlarge" | "g5.8xlarge" | "g5.12xlarge";
            /**
             * @description most that the size may be set to
             * @default 100
             */
            max?: number;
            /**
             * @description least that the size may be set to
             * @default 0
             */
            min?: number;
            name: string;
            /**
             * @description spread: no two machines on one rack, 7 a zone at most; partition: over 7 sets of racks a zone; cluster: close together, in one zone
             * @default any
             * @enum {string}
             */
            placement?: "any" | "spread" | "partition" | "cluster";
            /** @default {} */
            repair?: components["schemas"]["Repair"];
            /**
             * @description machines wanted
             * @default 3
             */
            size?: number;
            /**
             * @description spot machines: cheaper, and taken back at two minutes' notice
             * @default false
             */
            spot?: boolean;
            /** @default [] */
            taints?: components["schemas"]["Taint"][];
            /** @description run by bash as root, once, before the machine joins the cluster; its failure fails the boot. No place for secrets: it is shown */
            userScript?: string;
            /** @description of the cluster's zones; all of them when absent */
            zones?: string[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "i-0123456789abcdef0",
         *           "name": "ip-10-0-64-4",
         *           "role": "worker",
         *           "nodeGroupId": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "nodeGroup": "default",
         *           "zone": "us-east-1a",
         *           "faultDomain": "nn-0123456789abcdef0",
         *           "machineType": "m7i.xlarge",
         *           "address": "10.0.64.4",
         *           "version": "v1.37.2",
         *           "template": 1,
         *           "state": "ready",
         *           "createdAt": "2026-01-01T00:01:00.000Z"
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        NodePage: {
            items: components["schemas"]["Node"][];
            nextPageToken?: string;
        };
        NodeSize: {
            /** @description thousandths of a core */
            cpuMillicores: number;
            memoryMiB: number;
            pods: number;
        };
        /**
         * @example {
         *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "kind": "cluster.create",
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "clusterName": "web",
         *       "status": "running",
         *       "stages": [
         *         {
         *           "name": "CreateNetwork",
         *           "after": [],
         *           "status": "running",
         *           "attempts": 1,
         *           "startedAt": "2026-01-01T00:00:01.000Z"
         *         },
         *         {
         *           "name": "CreateIdentities",
         *           "after": [
         *             "CreateNetwork"
         *           ],
         *           "status": "pending",
         *           "attempts": 0
         *         }
         *       ],
         *       "requestedBy": "ada",
         *       "createdAt": "2026-01-01T00:00:00.000Z",
         *       "startedAt": "2026-01-01T00:00:01.000Z"
         *     }
         */
        Operation: {
            /** @description the backup that is taken, drilled or restored, or that is taken before an upgrade */
            backupId?: string;
            /** @description it goes back, or has gone back, because somebody asked for that */
            cancelAsked?: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                by: string;
            };
            clusterId: string;
            clusterName: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endedAt?: string;
            error?: components["schemas"]["OperationError"];
            id: string;
            keyRotation?: components["schemas"]["KeyRotationProgress"];
            /** @enum {string} */
            kind: "cluster.create" | "cluster.delete" | "cluster.restore" | "cluster.hibernate" | "cluster.wake" | "backup.create" | "backup.drill" | "cluster.upgrade" | "cluster.rollback" | "keys.rotate" | "control-plane.replace" | "cluster.mend" | "node-group.create" | "node-group.update" | "node-group.roll" | "node-group.delete" | "node.drain" | "node.replace" | "node.remove" | "credentials.revoke";
            /** @description the node group that is changed */
            nodeGroupId?: string;
            /** @description the node that is drained, replaced or removed */
            nodeId?: string;
            /** @description somebody has asked for it to stop, and to be gone on with later */
            pause?: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                askedAt: string;
                by: string;
                /**
                 * Format: date-time
                 * @description absent while it goes to where it can stop
                 */
                since?: string;
            };
            /** @description why the service does it by itself */
            reason?: components["schemas"]["RepairReason"] | components["schemas"]["ScalingReason"] | components["schemas"]["MendReason"] | components["schemas"]["UpgradeReason"];
            receipt?: components["schemas"]["DeletionReceipt"];
            requestedBy: string;
            /** @description the operation that this one repeats */
            retryOf?: string;
            /** @description the roles whose credentials are revoked */
            roles?: ("viewer" | "operator" | "admin")[];
            roll?: components["schemas"]["RollProgress"];
            stages: components["schemas"]["OperationStage"][];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt?: string;
            /** @enum {string} */
            status: "pending" | "running" | "paused" | "rolling-back" | "succeeded" | "failed" | "rolled-back" | "cancelled";
            upgrade?: components["schemas"]["UpgradeProgress"];
        };
        OperationError: {
            code: string;
            message: string;
            stage?: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "kind": "cluster.create",
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "clusterName": "web",
         *           "status": "running",
         *           "stages": [
         *             {
         *               "name": "CreateNetwork",
         *               "after": [],
         *               "status": "running",
         *               "attempts": 1,
         *               "startedAt": "2026-01-01T00:00:01.000Z"
         *             },
         *             {
         *               "name": "CreateIdentities",
         *               "after": [
         *                 "CreateNetwork"
         *               ],
         *               "status": "pending",
         *               "attempts": 0
         *             }
         *           ],
         *           "requestedBy": "ada",
         *           "createdAt": "2026-01-01T00:00:00.000Z",
         *           "startedAt": "2026-01-01T00:00:01.000Z"
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        OperationPage: {
            items: components["schemas"]["Operation"][];
            nextPageToken?: string;
        };
        OperationStage: {
            /** @description names of the stages that lead to it: it begins after one of them. One of a later stage leads back to it; none: the workflow begins here, or only its way back leads here */
            after: string[];
            /** @description how often it has begun, without its undoing; to wait for machines is one, however many they are */
            attempts: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endedAt?: string;
            message?: string;
            /** @description state of the workflow, such as LaunchControlPlane */
            name: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt?: string;
            /** @enum {string} */
            status: "pending" | "running" | "succeeded" | "failed" | "undoing" | "undone";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            undoEndedAt?: string;
            /**
             * Format: date-time
             * @description when what it made began to be taken back
             */
            undoStartedAt?: string;
        };
        /**
         * @example {
         *       "kind": "cluster.create",
         *       "clusterName": "web",
         *       "stages": [
         *         {
         *           "name": "CreateKeys",
         *           "makes": [
         *             {
         *               "kind": "secret",
         *               "count": 2
         *             }
         *           ],
         *           "removes": [],
         *           "calls": [
         *             {
         *               "call": "secretsmanager:CreateSecret",
         *               "times": 2
         *             }
         *           ]
         *         }
         *       ],
         *       "resources": [
         *         {
         *           "kind": "secret",
         *           "count": 2
         *         }
         *       ]
         *     }
         */
        Plan: {
            /** @description of a cluster that is there */
            changePrice?: components["schemas"]["ChangePrice"];
            clusterName: string;
            /** @enum {string} */
            kind: "cluster.create" | "cluster.delete" | "cluster.restore" | "cluster.hibernate" | "cluster.wake" | "backup.create" | "backup.drill" | "cluster.upgrade" | "cluster.rollback" | "keys.rotate" | "control-plane.replace" | "cluster.mend" | "node-group.create" | "node-group.update" | "node-group.roll" | "node-group.delete" | "node.drain" | "node.replace" | "node.remove" | "credentials.revoke";
            /** @description of a new cluster: of what is there at the end */
            price?: components["schemas"]["Price"];
            /** @description of a change of machines that are there, or come to a cluster that is there */
            proof?: components["schemas"]["BlastRadius"];
            /** @description what has been made and is there at the end, in the order of its making */
            resources: components["schemas"]["PlannedResource"][];
            stages: components["schemas"]["PlannedStage"][];
        };
        /**
         * @example {
         *       "call": "ec2:RunInstances",
         *       "times": 3
         *     }
         */
        PlannedCall: {
            call: string;
            times: number;
        };
        PlannedRehearsal: {
            machineType: string;
            /** @description what it costs at most */
            mostMicros: number;
            /** @description that it is there, should nobody end it */
            mostSeconds: number;
            /** @description machine and disk at list prices, millionths of a US dollar */
            perHourMicros: number;
            /** @description at least: it grows with the snapshot */
            rootDiskGiB: number;
            /** @description prices that nobody knows: not in the sums */
            unrated: string[];
            /** @description of Kubernetes and its etcd on it */
            version: string;
        };
        /**
         * @example {
         *       "kind": "instance",
         *       "count": 3,
         *       "detail": "t3.large"
         *     }
         */
        PlannedResource: {
            count: number;
            /** @description such as the machine type, or the size of a disk */
            detail?: string;
            /** @description such as instance, volume, nat-gateway */
            kind: string;
        };
        PlannedStage: {
            /** @description AWS calls that make or change something, when none has to be repeated; not those that only look */
            calls: components["schemas"]["PlannedCall"][];
            makes: components["schemas"]["PlannedResource"][];
            name: string;
            removes: components["schemas"]["PlannedResource"][];
        };
        /**
         * @example {
         *       "currency": "USD",
         *       "region": "us-east-1",
         *       "perHourMicros": 600000,
         *       "perMonthMicros": 438000000,
         *       "lines": [
         *         {
         *           "part": "control-plane",
         *           "kind": "machine",
         *           "priceKey": "machine/t3.large/on-demand",
         *           "quantity": 3,
         *           "perHourMicros": 249600,
         *           "perMonthMicros": 182208000
         *         }
         *       ],
         *       "unrated": [],
         *       "notIncluded": [
         *         "data transfer"
         *       ],
         *       "comparison": []
         *     }
         */
        Price: {
            comparison: {
                basis: string;
                /** @description of this cluster against it; positive: this one costs more */
                differenceMicros: number;
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                perMonthMicros: number;
                /** @enum {string} */
                service: "eks" | "gke";
            }[];
            /** @constant */
            currency: "USD";
            lines: components["schemas"]["PriceLine"][];
            notIncluded: string[];
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            perHourMicros: number;
            /** @description of 730 hours */
            perMonthMicros: number;
            region: string;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
        };
        PriceLine: {
            /** @enum {string} */
            kind: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
            /** @description control-plane, network, backups, drill (machines that restore backups to prove them, or to rehearse an upgrade), or the name of a node group */
            part: string;
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            perHourMicros?: number;
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            perMonthMicros?: number;
            priceKey: string;
            /** @description how many; of volumes GiB, of snapshots bytes */
            quantity: number;
        };
        Problem: {
            /** @enum {string} */
            code: "InvalidInput" | "Unauthenticated" | "Forbidden" | "NotFound" | "AlreadyExists" | "WrongState" | "DeletionProtected" | "Conflict" | "PreconditionFailed" | "IdempotencyKeyReused" | "QuotaExceeded" | "TemporaryFailure" | "Internal";
            detail: string;
            errors?: {
                allowed: string;
                field: string;
                /** @description what was given; absent when nothing was */
                value?: unknown;
            }[];
            instance?: string;
            operationId?: string;
            status: number;
            title: string;
            type: string;
        };
        /**
         * @example {
         *       "name": "clusters",
         *       "limit": 20,
         *       "used": 3
         *     }
         */
        Quota: {
            limit: number;
            /** @enum {string} */
            name: "clusters" | "machines";
            /** @description machines count as soon as they are asked for */
            used: number;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "name": "clusters",
         *           "limit": 20,
         *           "used": 3
         *         }
         *       ]
         *     }
         */
        Quotas: {
            items: components["schemas"]["Quota"][];
        };
        /**
         * @example {
         *       "check": "disruption-budgets",
         *       "severity": "blocking",
         *       "message": "PodDisruptionBudget default/web lets no pod go: it wants 2 of 2",
         *       "forcible": true
         *     }
         */
        ReadinessFinding: {
            /** @enum {string} */
            check: "version-skew" | "nodes-ready" | "capacity" | "disruption-budgets" | "webhooks" | "removed-apis" | "kubernetes-api";
            forcible: boolean;
            message: string;
            /** @enum {string} */
            severity: "blocking" | "warning";
        };
        /**
         * @example {
         *       "since": "2026-01-01T00:00:00.000Z",
         *       "until": "2026-01-02T00:00:00.000Z",
         *       "lines": [
         *         {
         *           "resourceId": "i-0123456789abcdef0",
         *           "usageType": "BoxUsage:t3.large",
         *           "kind": "machine",
         *           "unitSeconds": 86400,
         *           "micros": 1996800
         *         }
         *       ]
         *     }
         */
        Reconcile: {
            lines: components["schemas"]["BilledUsage"][];
            /**
             * Format: date-time
             * @description from the hour of this moment on
             */
            since: string;
            /**
             * Format: date-time
             * @description up to the end of this moment's hour, 31 days later at most
             */
            until: string;
        };
        /**
         * @example {
         *       "currency": "USD",
         *       "since": "2026-01-01T00:00:00.000Z",
         *       "until": "2026-01-02T00:00:00.000Z",
         *       "at": "2026-01-03T00:00:00.000Z",
         *       "residual": {
         *         "unitSeconds": 60,
         *         "micros": 1387
         *       },
         *       "clusters": [
         *         {
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "unitSeconds": 60,
         *           "micros": 1387
         *         }
         *       ],
         *       "compared": 9,
         *       "differences": [
         *         {
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "resourceId": "i-0123456789abcdef0",
         *           "kind": "machine",
         *           "ledger": {
         *             "unitSeconds": 86400,
         *             "micros": 1996800
         *           },
         *           "bill": {
         *             "unitSeconds": 86460,
         *             "micros": 1998187
         *           },
         *           "difference": {
         *             "unitSeconds": 60,
         *             "micros": 1387
         *           }
         *         }
         *       ],
         *       "unassigned": {
         *         "unitSeconds": 0,
         *         "micros": 0,
         *         "lines": 0
         *       },
         *       "notMetered": [
         *         {
         *           "usageType": "DataTransfer-Out-Bytes",
         *           "micros": 90000
         *         }
         *       ],
         *       "foreignLines": 12
         *     }
         */
        Reconciliation: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            clusters: {
                clusterId: string;
                /** @description the same, without what rounding to micro-dollars an hour explains */
                micros: number;
                /** @description sum of all differences, each without its sign */
                unitSeconds: number;
            }[];
            /** @description things of the ledger or of the bill */
            compared: number;
            /** @constant */
            currency: "USD";
            /** @description 1000 at most, the largest first */
            differences: {
                bill: {
                    /** @description absent where no price is known */
                    micros?: number;
                    unitSeconds: number;
                };
                clusterId: string;
                /** @description the bill's less the ledger's */
                difference: {
                    /** @description absent where no price is known */
                    micros?: number;
                    unitSeconds: number;
                };
                /** @enum {string} */
                kind: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
                ledger: {
                    /** @description absent where no price is known */
                    micros?: number;
                    unitSeconds: number;
                };
                /** @description 'addresses' stands for all of the cluster */
                resourceId: string;
            }[];
            /** @description lines of things that are no cluster's */
            foreignLines: number;
            /** @description what the bill has besides of the same things: data, capacity units */
            notMetered: {
                micros: number;
                usageType: string;
            }[];
            residual: {
                /** @description the same, without what rounding to micro-dollars an hour explains */
                micros: number;
                /** @description sum of all differences, each without its sign */
                unitSeconds: number;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /** @description public addresses of the bill that name no cluster: the bill has them by network interface */
            unassigned: {
                lines: number;
                /** @description absent where no price is known */
                micros?: number;
                unitSeconds: number;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
        Recovery: {
            /**
             * Format: date-time
             * @description when the last drill began, whatever came of it
             */
            drilledAt?: string;
            /** @description the newest backup that a drill has proven */
            provenBackupId?: string;
            /** @description recovery point: the age of that backup; absent while none is proven */
            rpoSeconds?: number;
            rtoParts?: {
                /** @description measured by the drill: from the order of a machine until it fetches */
                machineSeconds: number;
                /** @description assumed: kubeadm on all members at once, as none is in a drill */
                membersSeconds: number;
                /** @description measured by the drill: fetch, restore, an API server that answers */
                restoreSeconds: number;
                /** @description of the load balancer: it lets go of the old members, and finds the new ones healthy */
                switchSeconds: number;
            };
            /** @description recovery time: rtoParts together; absent while none is proven */
            rtoSeconds?: number;
        };
        /**
         * @example {
         *       "verdict": "passed",
         *       "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "backupId": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "version": "v1.37.2",
         *       "objects": 412,
         *       "resources": 41,
         *       "found": 0,
         *       "findings": [],
         *       "seconds": 41.2,
         *       "steps": [
         *         {
         *           "name": "restore",
         *           "seconds": 0.6
         *         },
         *         {
         *           "name": "api-server",
         *           "seconds": 7.4
         *         },
         *         {
         *           "name": "read",
         *           "seconds": 2.2
         *         }
         *       ],
         *       "estimate": {
         *         "seconds": 405,
         *         "members": 3,
         *         "nodes": 2,
         *         "machineSeconds": 22.4,
         *         "serverSeconds": 7.6,
         *         "switchSeconds": 40,
         *         "joinSeconds": 20,
         *         "drainSeconds": 15,
         *         "otherSeconds": 20
         *       }
         *     }
         */
        Rehearsal: {
            /** @description the snapshot that was restored */
            backupId: string;
            estimate: components["schemas"]["UpgradeEstimate"];
            findings: components["schemas"]["RehearsalFinding"][];
            /** @description how many findings there are, also where they are not all told */
            found: number;
            /** @description that were read */
            objects: number;
            operationId: string;
            /** @description kinds of objects, such as deployments.apps, that there are any of */
            resources: number;
            /** @description from the order of the machine until it reported; steps are parts of it */
            seconds: number;
            steps: {
                name: string;
                seconds: number;
            }[];
            /**
             * @description overridden: there are findings, and the caller's `force` goes on in spite of them
             * @enum {string}
             */
            verdict: "passed" | "failed" | "overridden";
            /** @description of the programs that read it */
            version: string;
        };
        /**
         * @example {
         *       "check": "unserved-objects",
         *       "what": "gone.example.com/relics",
         *       "message": "1 object that v1.37.2 does not serve: /registry/gone.example.com/relics/default/one"
         *     }
         */
        RehearsalFinding: {
            /** @enum {string} */
            check: "api-server" | "unserved-objects" | "unreadable-objects" | "custom-resources" | "conversion-webhooks" | "admission-webhooks";
            message: string;
            /** @description the resource, the place in etcd or the webhook, such as things.example.com */
            what: string;
        };
        /**
         * @example {
         *       "force": false
         *     }
         */
        RemoveNode: {
            /**
             * @description delete pods that a PodDisruptionBudget keeps on the node, and wait for none that does not end
             * @default false
             */
            force?: boolean;
        };
        Repair: {
            /**
             * @description whether a lost or unhealthy node is replaced
             * @default true
             */
            enabled?: boolean;
            /**
             * @description whether the machine of a node that is replaced because it was not Ready stays, out of service, until the node is removed
             * @default false
             */
            keepFailedMachines?: boolean;
            /**
             * @description how long a node may be not Ready
             * @default 300
             */
            notReadySeconds?: number;
        };
        RepairOutput: {
            /**
             * @description whether a lost or unhealthy node is replaced
             * @default true
             */
            enabled: boolean;
            /**
             * @description whether the machine of a node that is replaced because it was not Ready stays, out of service, until the node is removed
             * @default false
             */
            keepFailedMachines: boolean;
            /**
             * @description how long a node may be not Ready
             * @default 300
             */
            notReadySeconds: number;
        };
        RepairReason: {
            /** @enum {string} */
            code: "NotReady" | "MachineLost" | "SpotNotice" | "CertificatesExpire";
            message: string;
        };
        /**
         * @example {
         *       "force": false,
         *       "keep": true
         *     }
         */
        ReplaceNode: {
            /**
             * @description delete pods that a PodDisruptionBudget keeps on the node, and wait for none that does not end
             * @default false
             */
            force?: boolean;
            /**
             * @description let the machine of a worker stay, out of service, for somebody to look at it, until the node is removed; it counts against the quota
             * @default false
             */
            keep?: boolean;
        };
        /**
         * @example {
         *       "backupId": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y"
         *     }
         */
        RestoreCluster: {
            backupId: string;
        };
        /**
         * @example {
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "backupId": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y"
         *     }
         */
        RestoreFrom: {
            backupId: string;
            clusterId: string;
        };
        /**
         * @example {
         *       "roles": [
         *         "operator"
         *       ]
         *     }
         */
        RevokeCredentials: {
            /**
             * @description whose credentials; all when absent
             * @default [
             *       "viewer",
             *       "operator",
             *       "admin"
             *     ]
             */
            roles?: ("viewer" | "operator" | "admin")[];
        };
        /**
         * @example {
         *       "possible": true,
         *       "version": "v1.36.3",
         *       "until": "2026-01-08T00:05:00.000Z"
         *     }
         */
        Rollback: {
            message?: string;
            /** @description by the records of the cluster and of its nodes; lists look at the cluster's record alone */
            possible: boolean;
            /**
             * @description why not, where it is not possible
             * @enum {string}
             */
            reason?: "NoUpgrade" | "TooLate" | "VersionWithdrawn" | "EtcdMoved" | "NotRunning" | "HalfUpgraded";
            /**
             * Format: date-time
             * @description 7 days after the upgrade was over
             */
            until?: string;
            /** @description that it would go back to */
            version?: string;
        };
        /**
         * @example {
         *       "force": []
         *     }
         */
        RollBackCluster: {
            /**
             * @description checks whose blocking findings the caller has seen, and does not count
             * @default []
             */
            force?: ("disruption-budgets" | "webhooks" | "removed-apis" | "rehearsal")[];
        };
        /**
         * @description Round by round new machines come, and are Ready before as many of the outdated ones are drained and removed.
         * @example {
         *       "maxSurge": 2
         *     }
         */
        RollNodeGroup: {
            /**
             * @description delete pods that a PodDisruptionBudget keeps on a node that is to go
             * @default false
             */
            force?: boolean;
            /**
             * @description machines that are replaced at the same time: so many more than the group's size there are at most meanwhile
             * @default 1
             */
            maxSurge?: number;
        };
        /**
         * @example {
         *       "maxSurge": 1,
         *       "machines": {
         *         "done": 2,
         *         "total": 5
         *       }
         *     }
         */
        RollProgress: {
            /** @description those that were outdated when it was asked for, and how many of them rounds that are over have replaced */
            machines: {
                done: number;
                total: number;
            };
            /** @description machines that a round replaces at most, and that there are more of meanwhile */
            maxSurge: number;
        };
        /**
         * @example {
         *       "phase": "add",
         *       "force": []
         *     }
         */
        RotateKeys: {
            /**
             * @description checks whose findings the caller has seen, and does not count
             * @default []
             */
            force?: ("disruption-budgets" | "webhooks" | "service-account-tokens" | "credentials")[];
            /**
             * @description add: new authorities and a new service-account key are trusted beside the old ones, which go on signing. move: the new ones sign, the old ones are trusted still. drop: the old ones are trusted no more, and deleted
             * @enum {string}
             */
            phase: "add" | "move" | "drop";
        };
        /**
         * @example {
         *       "check": "service-account-tokens",
         *       "severity": "blocking",
         *       "forcible": true,
         *       "message": "the token in Secret default/robot is signed with the old key; delete the Secret, or its token, and make it anew"
         *     }
         */
        RotationFinding: {
            /** @enum {string} */
            check: "version-skew" | "nodes-ready" | "capacity" | "disruption-budgets" | "webhooks" | "removed-apis" | "kubernetes-api" | "service-account-tokens";
            forcible: boolean;
            message: string;
            /** @enum {string} */
            severity: "blocking" | "warning";
        };
        ScalingReason: {
            /** @enum {string} */
            code: "PodsPending" | "NodesIdle";
            message: string;
        };
        /**
         * @example {
         *       "monthlyMicros": 500000000
         *     }
         */
        SetBudget: {
            /** @description null takes the budget away */
            monthlyMicros: number | null;
        };
        /**
         * @example {
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "clusterName": "web",
         *       "month": "2026-01",
         *       "state": "closed",
         *       "currency": "USD",
         *       "lines": [
         *         {
         *           "part": "control-plane",
         *           "kind": "machine",
         *           "priceKey": "machine/t3.large/on-demand",
         *           "micros": 185702400
         *         }
         *       ],
         *       "corrections": [],
         *       "totalMicros": 185702400,
         *       "unrated": [],
         *       "at": "2026-02-03T00:00:00.000Z"
         *     }
         */
        Statement: {
            /**
             * Format: date-time
             * @description as of
             */
            at: string;
            clusterId: string;
            clusterName: string;
            corrections: {
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                micros: number;
                /** @example 2026-01 */
                month: string;
            }[];
            /** @constant */
            currency: "USD";
            lines: {
                /** @enum {string} */
                kind: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                micros?: number;
                part: string;
                priceKey: string;
            }[];
            /** @example 2026-01 */
            month: string;
            /** @enum {string} */
            state: "open" | "closed";
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            totalMicros: number;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
        };
        Taint: {
            /** @enum {string} */
            effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
            key: string;
            value?: string;
        };
        /**
         * @example {
         *       "currency": "USD",
         *       "since": "2026-01-01T00:00:00.000Z",
         *       "until": "2026-01-02T00:00:00.000Z",
         *       "totalMicros": 14400000,
         *       "unrated": [],
         *       "items": [
         *         {
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "micros": 14400000,
         *           "unrated": []
         *         }
         *       ]
         *     }
         */
        TenantCharges: {
            /** @constant */
            currency: "USD";
            items: {
                clusterId: string;
                /** @description millionths of a US dollar, before tax, at AWS's list prices */
                micros: number;
                /** @description prices that nobody knows yet: what they stand for is not in the sums */
                unrated: string[];
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /** @description millionths of a US dollar, before tax, at AWS's list prices */
            totalMicros: number;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
        /**
         * @example {
         *       "month": "2026-01",
         *       "state": "closed",
         *       "currency": "USD",
         *       "clusters": 2,
         *       "totalMicros": 371404800,
         *       "correctionsMicros": 0,
         *       "unrated": [],
         *       "at": "2026-02-03T00:00:00.000Z"
         *     }
         */
        TenantStatement: {
            /**
             * Format: date-time
             * @description as of: the oldest of the statements; now when there is none
             */
            at: string;
            /** @description that have a statement of the month, those that are gone among them */
            clusters: number;
            /** @description of the total */
            correctionsMicros: number;
            /** @constant */
            currency: "USD";
            /** @example 2026-01 */
            month: string;
            /**
             * @description closed: the month is over and so are all of its statements
             * @enum {string}
             */
            state: "open" | "closed";
            /** @description corrections of earlier months included */
            totalMicros: number;
            /** @description prices that nobody knows yet: what they stand for is not in the sums */
            unrated: string[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *           "clusterName": "web",
         *           "month": "2026-01",
         *           "state": "closed",
         *           "currency": "USD",
         *           "lines": [
         *             {
         *               "part": "control-plane",
         *               "kind": "machine",
         *               "priceKey": "machine/t3.large/on-demand",
         *               "micros": 185702400
         *             }
         *           ],
         *           "corrections": [],
         *           "totalMicros": 185702400,
         *           "unrated": [],
         *           "at": "2026-02-03T00:00:00.000Z"
         *         }
         *       ],
         *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
         *     }
         */
        TenantStatements: {
            items: components["schemas"]["Statement"][];
            nextPageToken?: string;
        };
        /**
         * @example {
         *       "labels": {
         *         "team": "shop",
         *         "old": null
         *       },
         *       "deletionProtection": true
         *     }
         */
        UpdateCluster: {
            deletionProtection?: boolean;
            /** @description takes the place of the schedule that there is; null: the cluster is left as it is */
            hibernation?: components["schemas"]["HibernationSchedule"] | null;
            /** @description merged into the labels that there are; null takes one away (RFC 7396) */
            labels?: {
                [key: string]: string | null;
            };
            /** @description when the service upgrades it, and to what; null: channel none, no window, no exclusions */
            maintenance?: components["schemas"]["UpdateMaintenance"] | null;
        };
        /**
         * @example {
         *       "channel": "stable",
         *       "window": {
         *         "schedule": "0 2 * * sun",
         *         "timeZone": "Europe/Berlin",
         *         "durationMinutes": 240
         *       }
         *     }
         */
        UpdateMaintenance: {
            /**
             * @description rapid: the newest version on offer; stable: patches at once, the next minor 120 days after its first release; none: nothing is upgraded by itself
             * @enum {string}
             */
            channel?: "none" | "stable" | "rapid";
            /** @description times in which nothing is upgraded by itself, windows or not */
            exclusions?: components["schemas"]["MaintenanceExclusion"][];
            window?: components["schemas"]["MaintenanceWindow"] | null;
        };
        /**
         * @description Labels and taints change on the group's nodes at once; what makes a machine holds for new machines.
         * @example {
         *       "size": 5
         *     }
         */
        UpdateNodeGroup: {
            autoscaling?: components["schemas"]["Autoscaling"];
            /** @description further encrypted disks, formatted and mounted */
            dataDisks?: components["schemas"]["DataDisk"][];
            /** @description root disk, GiB */
            diskGiB?: number;
            /** @description how long pods may take to leave a node that is to go */
            drainSeconds?: number;
            /**
             * @description delete pods that a PodDisruptionBudget keeps on a node that is to go
             * @default false
             */
            force?: boolean;
            /** @description of the group's Kubernetes nodes */
            labels?: {
                [key: string]: string;
            };
            /** @enum {string} */
            machineType?: "t3.medium" | "t3.large" | "t3.xlarge" | "t3.2xlarge" | "t4g.medium" | "t4g.large" | "t4g.xlarge" | "t4g.2xlarge" | "m6i.large" | "m6i.xlarge" | "m6i.2xlarge" | "m6i.4xlarge" | "m6i.8xlarge" | "m7i.large" | "m7i.xlarge" | "m7i.2xlarge" | "m7i.4xlarge" | "m7i.8xlarge" | "m7g.large" | "m7g.xlarge" | "m7g.2xlarge" | "m7g.4xlarge" | "m7g.8xlarge" | "c6i.large" | "c6i.xlarge" | "c6i.2xlarge" | "c6i.4xlarge" | "c6i.8xlarge" | "c7i.large" | "c7i.xlarge" | "c7i.2xlarge" | "c7i.4xlarge" | "c7i.8xlarge" | "c7g.large" | "c7g.xlarge" | "c7g.2xlarge" | "c7g.4xlarge" | "c7g.8xlarge" | "r6i.large" | "r6i.xlarge" | "r6i.2xlarge" | "r6i.4xlarge" | "r7i.large" | "r7i.xlarge" | "r7i.2xlarge" | "r7i.4xlarge" | "g4dn.xlarge" | "g4dn.2xlarge" | "g4dn.4xlarge" | "g4dn.8xlarge" | "g4dn.12xlarge" | "g5.xlarge" | "g5.2xlarge" | "g5.4xlarge" | "g5.8xlarge" | "g5.12xlarge";
            /** @description most that the size may be set to */
            max?: number;
            /** @description least that the size may be set to */
            min?: number;
            repair?: components["schemas"]["Repair"];
            /** @description machines wanted */
            size?: number;
            /** @description spot machines: cheaper, and taken back at two minutes' notice */
            spot?: boolean;
            taints?: components["schemas"]["Taint"][];
            /** @description run by bash as root, once, before the machine joins the cluster; its failure fails the boot. No place for secrets: it is shown */
            userScript?: string;
            /** @description of the cluster's zones; all of them when absent */
            zones?: string[];
        };
        /**
         * @example {
         *       "version": "1.37",
         *       "chain": false,
         *       "force": []
         *     }
         */
        UpgradeCluster: {
            /**
             * @description go by the newest version on offer of each minor in between, one after the other, each a checkpoint
             * @default false
             */
            chain?: boolean;
            /**
             * @description checks whose blocking findings the caller has seen, and does not count
             * @default []
             */
            force?: ("disruption-budgets" | "webhooks" | "removed-apis" | "rehearsal")[];
            /** @description minor (1.37) or full version, newer than the cluster's; by one minor at most, unless `chain` */
            version: string;
        };
        UpgradeEstimate: {
            /** @description assumed, of a node: pods leave it */
            drainSeconds: number;
            /** @description members that serve what is new once all have been replaced, each after its server and its switch */
            finalised?: number;
            /** @description assumed: what it takes a machine to join, and to be seen to be well */
            joinSeconds: number;
            /** @description measured: from the order of a machine until its programs begin */
            machineSeconds: number;
            /** @description of the control plane, that are replaced */
            members: number;
            /** @description workers that are replaced */
            nodes: number;
            /** @description assumed, once: CoreDNS, kube-proxy, and looking */
            otherSeconds: number;
            /** @description members times all that is a member's, nodes times all that is a node's, and the rest */
            seconds: number;
            /** @description measured: until an API server of the version is ready */
            serverSeconds: number;
            /** @description of a member: the load balancer's health checks and letting go */
            switchSeconds: number;
        };
        /**
         * @example {
         *       "from": "v1.36.3",
         *       "to": "v1.37.2",
         *       "status": "pending"
         *     }
         */
        UpgradeHop: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            endedAt?: string;
            from: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt?: string;
            /**
             * @description undone: the cluster is at `from` again; failed: machines of both versions are left
             * @enum {string}
             */
            status: "pending" | "running" | "done" | "undone" | "failed";
            to: string;
        };
        /**
         * @example {
         *       "kind": "cluster.upgrade",
         *       "clusterName": "web",
         *       "from": "v1.36.3",
         *       "to": "v1.37.2",
         *       "ready": true,
         *       "findings": [],
         *       "rehearsal": {
         *         "machineType": "t3.medium",
         *         "version": "v1.37.2",
         *         "rootDiskGiB": 21,
         *         "perHourMicros": 43901,
         *         "mostSeconds": 2700,
         *         "mostMicros": 32926,
         *         "unrated": []
         *       },
         *       "hops": [
         *         {
         *           "from": "v1.36.3",
         *           "to": "v1.37.2",
         *           "machines": 1,
         *           "seconds": 530,
         *           "proof": {
         *             "holds": true,
         *             "situations": 412,
         *             "promises": [
         *               "etcd keeps its quorum"
         *             ],
         *             "broken": []
         *           }
         *         }
         *       ],
         *       "steps": [
         *         {
         *           "kind": "member",
         *           "nodeId": "i-0123456789abcdef0",
         *           "text": "replace member i-0123456789abcdef0"
         *         }
         *       ],
         *       "machines": 1,
         *       "changePrice": {
         *         "currency": "USD",
         *         "region": "us-east-1",
         *         "before": {
         *           "perHourMicros": 600000,
         *           "perMonthMicros": 438000000
         *         },
         *         "after": {
         *           "perHourMicros": 600000,
         *           "perMonthMicros": 438000000
         *         },
         *         "change": {
         *           "seconds": 155,
         *           "micros": 3745
         *         },
         *         "unrated": [],
         *         "notIncluded": [
         *           "data transfer"
         *         ]
         *       },
         *       "proof": {
         *         "holds": true,
         *         "situations": 412,
         *         "promises": [
         *           "etcd keeps its quorum"
         *         ],
         *         "broken": []
         *       }
         *     }
         */
        UpgradePlan: {
            /** @description of all hops; machines of rehearsals come on top: see the hops' rehearsals */
            changePrice: components["schemas"]["ChangePrice"];
            clusterName: string;
            findings: components["schemas"]["ReadinessFinding"][];
            from: string;
            /** @description more than one where it goes over several minors */
            hops: components["schemas"]["UpgradePlanHop"][];
            /** @enum {string} */
            kind: "cluster.upgrade" | "cluster.rollback";
            /** @description that are replaced, of all hops */
            machines: number;
            /** @description of all hops */
            proof: components["schemas"]["BlastRadius"];
            /** @description no finding is in the way */
            ready: boolean;
            /** @description of the first hop, before its first step, with a snapshot; absent where an unfinished upgrade is gone on with */
            rehearsal?: components["schemas"]["PlannedRehearsal"];
            /** @description of all hops; machines that are not there yet have no id */
            steps: components["schemas"]["UpgradePlanStep"][];
            to: string;
        };
        UpgradePlanHop: {
            from: string;
            /** @description that are replaced */
            machines: number;
            proof: components["schemas"]["BlastRadius"];
            rehearsal?: components["schemas"]["PlannedRehearsal"];
            /** @description that it is expected to take, with its rehearsal, for assumed times */
            seconds: number;
            to: string;
        };
        UpgradePlanStep: {
            /** @enum {string} */
            kind: "prepare" | "member" | "add-ons" | "finalise" | "node";
            nodeGroupId?: string;
            /** @description the machine that is replaced, or finalised */
            nodeId?: string;
            text: string;
        };
        /**
         * @example {
         *       "from": "v1.36.3",
         *       "to": "v1.37.2",
         *       "target": "v1.37.2",
         *       "machines": {
         *         "done": 2,
         *         "total": 6
         *       }
         *     }
         */
        UpgradeProgress: {
            /** @description the minor that members of the new version emulate, such as 1.36: nothing is stored or served that the version before does not know; absent once all members serve what they are */
            emulates?: string;
            /** @description of the hop that it is at, where there are several */
            from: string;
            /** @description of one over several minors, in their order */
            hops?: components["schemas"]["UpgradeHop"][];
            /** @description of the version being reached */
            machines: {
                done: number;
                total: number;
            };
            /** @description what came of it, once it is over */
            rehearsal?: components["schemas"]["Rehearsal"];
            /** @description what is done now, in words */
            step?: string;
            /** @description the version being reached: `to`, or `from` once it goes back */
            target: string;
            to: string;
        };
        UpgradeReason: {
            /** @constant */
            code: "MaintenanceWindow";
            message: string;
        };
        /**
         * @example {
         *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
         *       "since": "2026-01-01T00:00:00.000Z",
         *       "until": "2026-01-02T00:00:00.000Z",
         *       "items": [
         *         {
         *           "period": "2026-01-01T00:00:00.000Z",
         *           "part": "control-plane",
         *           "kind": "machine",
         *           "priceKey": "machine/t3.large/on-demand",
         *           "unitSeconds": 259200
         *         }
         *       ]
         *     }
         */
        UsageReport: {
            clusterId: string;
            items: {
                /** @enum {string} */
                kind: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
                /** @description its name, while it is there */
                nodeGroup?: string;
                /** @description control-plane, network, backups, drill, or the id of a node group */
                part: string;
                /**
                 * Format: date-time
                 * @description beginning of the hour, day or month, in UTC
                 */
                period: string;
                priceKey: string;
                /** @description billed seconds, times how many; of volumes GiB-seconds, of snapshots KiB-seconds */
                unitSeconds: number;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    billingCharges: {
        parameters: {
            query?: {
                currency?: "USD";
                /** @description from the hour of this moment on; the first of the month that the range ends in when absent */
                since?: string;
                /** @description up to the end of this moment's hour; now when absent */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "USD",
                     *       "since": "2026-01-01T00:00:00.000Z",
                     *       "until": "2026-01-02T00:00:00.000Z",
                     *       "totalMicros": 14400000,
                     *       "unrated": [],
                     *       "items": [
                     *         {
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "micros": 14400000,
                     *           "unrated": []
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TenantCharges"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billingEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "web",
                 *       "version": "1.37",
                 *       "labels": {
                 *         "team": "shop"
                 *       },
                 *       "network": {
                 *         "apiAccessCidrs": [
                 *           "203.0.113.0/24"
                 *         ]
                 *       },
                 *       "controlPlane": {
                 *         "machines": 3,
                 *         "machineType": "m7i.large"
                 *       },
                 *       "nodeGroups": [
                 *         {
                 *           "name": "default",
                 *           "machineType": "m7i.xlarge",
                 *           "size": 3
                 *         }
                 *       ],
                 *       "deletionProtection": true
                 *     }
                 */
                "application/json": components["schemas"]["CreateCluster"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "USD",
                     *       "region": "us-east-1",
                     *       "perHourMicros": 600000,
                     *       "perMonthMicros": 438000000,
                     *       "lines": [
                     *         {
                     *           "part": "control-plane",
                     *           "kind": "machine",
                     *           "priceKey": "machine/t3.large/on-demand",
                     *           "quantity": 3,
                     *           "perHourMicros": 249600,
                     *           "perMonthMicros": 182208000
                     *         }
                     *       ],
                     *       "unrated": [],
                     *       "notIncluded": [
                     *         "data transfer"
                     *       ],
                     *       "comparison": []
                     *     }
                     */
                    "application/json": components["schemas"]["Price"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billingFocus: {
        parameters: {
            query?: {
                clusterId?: string;
                currency?: "USD";
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
                /** @description from the hour of this moment on; the first of the month that the range ends in when absent */
                since?: string;
                /** @description up to the end of this moment's hour; now when absent */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": []
                     *     }
                     */
                    "application/json": components["schemas"]["FocusReport"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billingReconcile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-01-01T00:00:00.000Z",
                 *       "until": "2026-01-02T00:00:00.000Z",
                 *       "lines": [
                 *         {
                 *           "resourceId": "i-0123456789abcdef0",
                 *           "usageType": "BoxUsage:t3.large",
                 *           "kind": "machine",
                 *           "unitSeconds": 86400,
                 *           "micros": 1996800
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Reconcile"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "USD",
                     *       "since": "2026-01-01T00:00:00.000Z",
                     *       "until": "2026-01-02T00:00:00.000Z",
                     *       "at": "2026-01-03T00:00:00.000Z",
                     *       "residual": {
                     *         "unitSeconds": 60,
                     *         "micros": 1387
                     *       },
                     *       "clusters": [
                     *         {
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "unitSeconds": 60,
                     *           "micros": 1387
                     *         }
                     *       ],
                     *       "compared": 9,
                     *       "differences": [
                     *         {
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "resourceId": "i-0123456789abcdef0",
                     *           "kind": "machine",
                     *           "ledger": {
                     *             "unitSeconds": 86400,
                     *             "micros": 1996800
                     *           },
                     *           "bill": {
                     *             "unitSeconds": 86460,
                     *             "micros": 1998187
                     *           },
                     *           "difference": {
                     *             "unitSeconds": 60,
                     *             "micros": 1387
                     *           }
                     *         }
                     *       ],
                     *       "unassigned": {
                     *         "unitSeconds": 0,
                     *         "micros": 0,
                     *         "lines": 0
                     *       },
                     *       "notMetered": [
                     *         {
                     *           "usageType": "DataTransfer-Out-Bytes",
                     *           "micros": 90000
                     *         }
                     *       ],
                     *       "foreignLines": 12
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billingStatement: {
        parameters: {
            query?: {
                currency?: "USD";
                month?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "month": "2026-01",
                     *       "state": "closed",
                     *       "currency": "USD",
                     *       "clusters": 2,
                     *       "totalMicros": 371404800,
                     *       "correctionsMicros": 0,
                     *       "unrated": [],
                     *       "at": "2026-02-03T00:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TenantStatement"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billingStatements: {
        parameters: {
            query?: {
                currency?: "USD";
                month?: string;
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "clusterName": "web",
                     *           "month": "2026-01",
                     *           "state": "closed",
                     *           "currency": "USD",
                     *           "lines": [
                     *             {
                     *               "part": "control-plane",
                     *               "kind": "machine",
                     *               "priceKey": "machine/t3.large/on-demand",
                     *               "micros": 185702400
                     *             }
                     *           ],
                     *           "corrections": [],
                     *           "totalMicros": 185702400,
                     *           "unrated": [],
                     *           "at": "2026-02-03T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["TenantStatements"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogMachineTypes: {
        parameters: {
            query?: {
                architecture?: "x86_64" | "arm64";
                /** @description only types that this zone has */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "g5.xlarge",
                     *           "family": "g5",
                     *           "category": "gpu",
                     *           "architecture": "x86_64",
                     *           "vcpus": 4,
                     *           "memoryMiB": 16384,
                     *           "gpu": {
                     *             "name": "NVIDIA A10G",
                     *             "memoryMiB": 24576,
                     *             "count": 1
                     *           },
                     *           "localDiskGB": 250,
                     *           "zones": [
                     *             "us-east-1a",
                     *             "us-east-1b"
                     *           ],
                     *           "prices": {
                     *             "currency": "USD",
                     *             "region": "us-east-1",
                     *             "onDemand": {
                     *               "perHourMicros": 1006000,
                     *               "from": "2026-01-19",
                     *               "source": "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19"
                     *             },
                     *             "spot": {
                     *               "perHourMicros": 412300,
                     *               "from": "2026-02-01T08:13:02.000Z",
                     *               "source": "EC2 DescribeSpotPriceHistory, Linux/UNIX",
                     *               "zone": "us-east-1a"
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogMachineTypes"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "version": "v1.37.2",
                     *           "minor": "1.37",
                     *           "default": true,
                     *           "minorReleasedOn": "2026-08-26",
                     *           "stableFrom": "2026-12-24",
                     *           "components": [
                     *             {
                     *               "name": "coredns",
                     *               "version": "v1.14.6",
                     *               "source": "image"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogVersions"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    catalogZones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "us-east-1a",
                     *           "id": "use1-az1"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CatalogZones"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterList: {
        parameters: {
            query?: {
                label?: string;
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
                state?: "pending" | "running" | "degraded" | "updating" | "hibernating" | "hibernated" | "waking" | "deleting" | "deleted" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "name": "web",
                     *           "state": "running",
                     *           "version": "v1.37.2",
                     *           "labels": {
                     *             "team": "shop"
                     *           },
                     *           "network": {
                     *             "cidr": "10.0.0.0/16",
                     *             "podCidr": "10.244.0.0/16",
                     *             "serviceCidr": "10.96.0.0/16",
                     *             "apiAccessCidrs": [
                     *               "203.0.113.0/24"
                     *             ]
                     *           },
                     *           "controlPlane": {
                     *             "machines": 3,
                     *             "machineType": "m7i.large",
                     *             "etcdDiskGiB": 20
                     *           },
                     *           "nodeGroups": [
                     *             {
                     *               "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *               "name": "default",
                     *               "state": "running",
                     *               "machineType": "m7i.xlarge",
                     *               "size": 3,
                     *               "min": 0,
                     *               "max": 100,
                     *               "diskGiB": 40,
                     *               "dataDisks": [],
                     *               "labels": {},
                     *               "taints": [],
                     *               "spot": false,
                     *               "placement": "any",
                     *               "repair": {
                     *                 "enabled": true,
                     *                 "keepFailedMachines": false,
                     *                 "notReadySeconds": 300
                     *               },
                     *               "autoscaling": {
                     *                 "enabled": false,
                     *                 "scaleDownAfterSeconds": 600
                     *               },
                     *               "drainSeconds": 900,
                     *               "template": 1,
                     *               "outdated": 0,
                     *               "rev": 2
                     *             }
                     *           ],
                     *           "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
                     *           "conditions": [
                     *             {
                     *               "type": "Verified",
                     *               "is": "true",
                     *               "reason": "ProbesSucceeded",
                     *               "since": "2026-01-01T00:05:00.000Z"
                     *             }
                     *           ],
                     *           "deletionProtection": true,
                     *           "createdAt": "2026-01-01T00:00:00.000Z",
                     *           "updatedAt": "2026-01-01T00:05:00.000Z",
                     *           "rev": 12
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterPage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterCreate: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "web",
                 *       "version": "1.37",
                 *       "labels": {
                 *         "team": "shop"
                 *       },
                 *       "network": {
                 *         "apiAccessCidrs": [
                 *           "203.0.113.0/24"
                 *         ]
                 *       },
                 *       "controlPlane": {
                 *         "machines": 3,
                 *         "machineType": "m7i.large"
                 *       },
                 *       "nodeGroups": [
                 *         {
                 *           "name": "default",
                 *           "machineType": "m7i.xlarge",
                 *           "size": 3
                 *         }
                 *       ],
                 *       "deletionProtection": true
                 *     }
                 */
                "application/json": components["schemas"]["CreateCluster"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AlreadyExists: The name is taken; Conflict: Somebody else changed it meanwhile; QuotaExceeded: The tenant's quota is used up; WrongState: Not possible in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description revision of the resource */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "name": "web",
                     *       "state": "running",
                     *       "version": "v1.37.2",
                     *       "labels": {
                     *         "team": "shop"
                     *       },
                     *       "network": {
                     *         "cidr": "10.0.0.0/16",
                     *         "podCidr": "10.244.0.0/16",
                     *         "serviceCidr": "10.96.0.0/16",
                     *         "apiAccessCidrs": [
                     *           "203.0.113.0/24"
                     *         ]
                     *       },
                     *       "controlPlane": {
                     *         "machines": 3,
                     *         "machineType": "m7i.large",
                     *         "etcdDiskGiB": 20
                     *       },
                     *       "nodeGroups": [
                     *         {
                     *           "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "name": "default",
                     *           "state": "running",
                     *           "machineType": "m7i.xlarge",
                     *           "size": 3,
                     *           "min": 0,
                     *           "max": 100,
                     *           "diskGiB": 40,
                     *           "dataDisks": [],
                     *           "labels": {},
                     *           "taints": [],
                     *           "spot": false,
                     *           "placement": "any",
                     *           "repair": {
                     *             "enabled": true,
                     *             "keepFailedMachines": false,
                     *             "notReadySeconds": 300
                     *           },
                     *           "autoscaling": {
                     *             "enabled": false,
                     *             "scaleDownAfterSeconds": 600
                     *           },
                     *           "drainSeconds": 900,
                     *           "template": 1,
                     *           "outdated": 0,
                     *           "rev": 2
                     *         }
                     *       ],
                     *       "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
                     *       "conditions": [
                     *         {
                     *           "type": "Verified",
                     *           "is": "true",
                     *           "reason": "ProbesSucceeded",
                     *           "since": "2026-01-01T00:05:00.000Z"
                     *         }
                     *       ],
                     *       "deletionProtection": true,
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "updatedAt": "2026-01-01T00:05:00.000Z",
                     *       "rev": 12
                     *     }
                     */
                    "application/json": components["schemas"]["Cluster"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterDelete: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; DeletionProtected: The cluster is protected from deletion; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterUpdate: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "labels": {
                 *         "team": "shop",
                 *         "old": null
                 *       },
                 *       "deletionProtection": true
                 *     }
                 */
                "application/json": components["schemas"]["UpdateCluster"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description revision of the resource */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "name": "web",
                     *       "state": "running",
                     *       "version": "v1.37.2",
                     *       "labels": {
                     *         "team": "shop"
                     *       },
                     *       "network": {
                     *         "cidr": "10.0.0.0/16",
                     *         "podCidr": "10.244.0.0/16",
                     *         "serviceCidr": "10.96.0.0/16",
                     *         "apiAccessCidrs": [
                     *           "203.0.113.0/24"
                     *         ]
                     *       },
                     *       "controlPlane": {
                     *         "machines": 3,
                     *         "machineType": "m7i.large",
                     *         "etcdDiskGiB": 20
                     *       },
                     *       "nodeGroups": [
                     *         {
                     *           "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "name": "default",
                     *           "state": "running",
                     *           "machineType": "m7i.xlarge",
                     *           "size": 3,
                     *           "min": 0,
                     *           "max": 100,
                     *           "diskGiB": 40,
                     *           "dataDisks": [],
                     *           "labels": {},
                     *           "taints": [],
                     *           "spot": false,
                     *           "placement": "any",
                     *           "repair": {
                     *             "enabled": true,
                     *             "keepFailedMachines": false,
                     *             "notReadySeconds": 300
                     *           },
                     *           "autoscaling": {
                     *             "enabled": false,
                     *             "scaleDownAfterSeconds": 600
                     *           },
                     *           "drainSeconds": 900,
                     *           "template": 1,
                     *           "outdated": 0,
                     *           "rev": 2
                     *         }
                     *       ],
                     *       "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
                     *       "conditions": [
                     *         {
                     *           "type": "Verified",
                     *           "is": "true",
                     *           "reason": "ProbesSucceeded",
                     *           "since": "2026-01-01T00:05:00.000Z"
                     *         }
                     *       ],
                     *       "deletionProtection": true,
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "updatedAt": "2026-01-01T00:05:00.000Z",
                     *       "rev": 12
                     *     }
                     */
                    "application/json": components["schemas"]["Cluster"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backupList: {
        parameters: {
            query?: {
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "reason": "caller",
                     *           "requestedBy": "ada",
                     *           "takenAt": "2026-01-01T00:00:00.000Z",
                     *           "expiresAt": "2026-01-31T00:00:00.000Z",
                     *           "sizeBytes": 5312544,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "revision": 4211,
                     *           "keys": 1873,
                     *           "etcdVersion": "3.7.3",
                     *           "kubernetesVersion": "v1.37.2",
                     *           "drill": {
                     *             "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *             "at": "2026-01-01T00:02:10.000Z",
                     *             "ok": true,
                     *             "hashVerified": true,
                     *             "objects": 412,
                     *             "kinds": {
                     *               "configmaps": 21,
                     *               "deployments.apps": 4,
                     *               "secrets": 9
                     *             },
                     *             "seconds": 96.4,
                     *             "steps": [
                     *               {
                     *                 "name": "snapshot",
                     *                 "seconds": 0.8
                     *               },
                     *               {
                     *                 "name": "restore",
                     *                 "seconds": 0.4
                     *               },
                     *               {
                     *                 "name": "api-server",
                     *                 "seconds": 6.1
                     *               },
                     *               {
                     *                 "name": "read",
                     *                 "seconds": 2.2
                     *               }
                     *             ]
                     *           }
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["BackupPage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backupCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backupView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backupId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "reason": "caller",
                     *       "requestedBy": "ada",
                     *       "takenAt": "2026-01-01T00:00:00.000Z",
                     *       "expiresAt": "2026-01-31T00:00:00.000Z",
                     *       "sizeBytes": 5312544,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "revision": 4211,
                     *       "keys": 1873,
                     *       "etcdVersion": "3.7.3",
                     *       "kubernetesVersion": "v1.37.2",
                     *       "drill": {
                     *         "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *         "at": "2026-01-01T00:02:10.000Z",
                     *         "ok": true,
                     *         "hashVerified": true,
                     *         "objects": 412,
                     *         "kinds": {
                     *           "configmaps": 21,
                     *           "deployments.apps": 4,
                     *           "secrets": 9
                     *         },
                     *         "seconds": 96.4,
                     *         "steps": [
                     *           {
                     *             "name": "snapshot",
                     *             "seconds": 0.8
                     *           },
                     *           {
                     *             "name": "restore",
                     *             "seconds": 0.4
                     *           },
                     *           {
                     *             "name": "api-server",
                     *             "seconds": 6.1
                     *           },
                     *           {
                     *             "name": "read",
                     *             "seconds": 2.2
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Backup"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backupDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backupId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "reason": "caller",
                     *       "requestedBy": "ada",
                     *       "takenAt": "2026-01-01T00:00:00.000Z",
                     *       "expiresAt": "2026-01-31T00:00:00.000Z",
                     *       "sizeBytes": 5312544,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "revision": 4211,
                     *       "keys": 1873,
                     *       "etcdVersion": "3.7.3",
                     *       "kubernetesVersion": "v1.37.2",
                     *       "drill": {
                     *         "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *         "at": "2026-01-01T00:02:10.000Z",
                     *         "ok": true,
                     *         "hashVerified": true,
                     *         "objects": 412,
                     *         "kinds": {
                     *           "configmaps": 21,
                     *           "deployments.apps": 4,
                     *           "secrets": 9
                     *         },
                     *         "seconds": 96.4,
                     *         "steps": [
                     *           {
                     *             "name": "snapshot",
                     *             "seconds": 0.8
                     *           },
                     *           {
                     *             "name": "restore",
                     *             "seconds": 0.4
                     *           },
                     *           {
                     *             "name": "api-server",
                     *             "seconds": 6.1
                     *           },
                     *           {
                     *             "name": "read",
                     *             "seconds": 2.2
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Backup"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backupDrill: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                backupId: string;
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "monthlyMicros": 500000000
                 *     }
                 */
                "application/json": components["schemas"]["SetBudget"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "monthlyMicros": 500000000
                     *     }
                     */
                    "application/json": components["schemas"]["SetBudget"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterCharges: {
        parameters: {
            query?: {
                /** @description snapshots are charged by the day, as S3 adds up storage: with the hour in which there is any on that day, which is the first of all days but the first */
                by?: "hour" | "day" | "month";
                currency?: "USD";
                kind?: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
                /** @description control-plane, network, backups, drill, or a node group by its name or id */
                part?: string;
                /** @description from the hour of this moment on; the first of the month that the range ends in when absent */
                since?: string;
                /** @description up to the end of this moment's hour; now when absent */
                until?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "currency": "USD",
                     *       "since": "2026-01-01T00:00:00.000Z",
                     *       "until": "2026-01-02T00:00:00.000Z",
                     *       "totalMicros": 5990400,
                     *       "unrated": [],
                     *       "items": [
                     *         {
                     *           "period": "2026-01-01T00:00:00.000Z",
                     *           "part": "control-plane",
                     *           "kind": "machine",
                     *           "priceKey": "machine/t3.large/on-demand",
                     *           "micros": 5990400
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ChargeReport"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterCost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "currency": "USD",
                     *       "at": "2026-01-02T12:00:00.000Z",
                     *       "yesterdayMicros": 14400000,
                     *       "todayMicros": 7200000,
                     *       "perHourMicros": 600000,
                     *       "monthMicros": 21600000,
                     *       "forecastMicros": 439200000,
                     *       "parts": [
                     *         {
                     *           "part": "control-plane",
                     *           "perHourMicros": 249600,
                     *           "monthMicros": 8985600
                     *         }
                     *       ],
                     *       "unrated": [],
                     *       "inexactUsages": 0,
                     *       "budget": {
                     *         "monthlyMicros": 500000000,
                     *         "usedPercent": 4.3,
                     *         "forecastPercent": 87.8
                     *       },
                     *       "hints": [
                     *         {
                     *           "kind": "empty-group",
                     *           "nodeGroup": "default",
                     *           "since": "2026-01-01T00:00:00.000Z",
                     *           "message": "node group default runs no pods but those that run on every node: make it smaller, or delete it",
                     *           "savesPerHourMicros": 187904,
                     *           "savesPerMonthMicros": 137169920
                     *         }
                     *       ],
                     *       "ledger": {
                     *         "at": "2026-01-02T12:00:00.000Z",
                     *         "residualSeconds": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterCost"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "endpoint": "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
                     *       "certificateAuthority": "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
                     *       "clientCertificate": "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
                     *       "clientKey": "(PEM of a key that exists only in this answer)",
                     *       "groups": [
                     *         "kubewright:operators:1"
                     *       ],
                     *       "expiresAt": "2026-01-01T01:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Credentials"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterCredentialsRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "operator"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RevokeCredentials"];
            };
        };
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterEvents: {
        parameters: {
            query?: {
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
                /** @description from this moment on */
                since?: string;
                /** @description before this moment */
                until?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "evt_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "at": "2026-01-01T00:00:00.000Z",
                     *           "kind": "operation.asked",
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "clusterName": "web",
                     *           "who": "ada",
                     *           "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "message": "cluster.create"
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterHibernate: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.hibernate",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         "PlanHibernation",
                     *         "SaveSnapshot",
                     *         "EndMachines",
                     *         "FinishHibernation"
                     *       ],
                     *       "changes": [
                     *         {
                     *           "kind": "instance",
                     *           "count": 3,
                     *           "detail": "t3.large"
                     *         }
                     *       ],
                     *       "stays": [
                     *         {
                     *           "kind": "load-balancer",
                     *           "count": 1,
                     *           "detail": "network"
                     *         }
                     *       ],
                     *       "price": {
                     *         "currency": "USD",
                     *         "running": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "hibernated": {
                     *           "perHourMicros": 37500,
                     *           "perMonthMicros": 27375000
                     *         },
                     *         "unrated": [],
                     *         "notIncluded": [
                     *           "snapshots in S3"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["HibernationPlan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterKeysRotate: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phase": "add",
                 *       "force": []
                 *     }
                 */
                "application/json": components["schemas"]["RotateKeys"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "keys.rotate",
                     *       "clusterName": "web",
                     *       "phase": "add",
                     *       "ready": true,
                     *       "findings": [],
                     *       "steps": [
                     *         {
                     *           "kind": "prepare",
                     *           "text": "let machines of key revision 1 join"
                     *         },
                     *         {
                     *           "kind": "member",
                     *           "nodeId": "i-0123456789abcdef0",
                     *           "text": "replace member i-0123456789abcdef0 of the control plane by one of key revision 1"
                     *         }
                     *       ],
                     *       "machines": 1,
                     *       "seconds": 230,
                     *       "changePrice": {
                     *         "currency": "USD",
                     *         "region": "us-east-1",
                     *         "before": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "after": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "change": {
                     *           "seconds": 155,
                     *           "micros": 3745
                     *         },
                     *         "unrated": [],
                     *         "notIncluded": [
                     *           "data transfer"
                     *         ]
                     *       },
                     *       "advice": [
                     *         "once it has succeeded, fetch kubeconfigs anew (`kubewright cluster kubeconfig`)"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["KeyRotationPlan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeGroupList: {
        parameters: {
            query?: {
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "name": "default",
                     *           "state": "running",
                     *           "machineType": "m7i.xlarge",
                     *           "size": 3,
                     *           "min": 0,
                     *           "max": 100,
                     *           "diskGiB": 40,
                     *           "dataDisks": [],
                     *           "labels": {},
                     *           "taints": [],
                     *           "spot": false,
                     *           "placement": "any",
                     *           "repair": {
                     *             "enabled": true,
                     *             "keepFailedMachines": false,
                     *             "notReadySeconds": 300
                     *           },
                     *           "autoscaling": {
                     *             "enabled": false,
                     *             "scaleDownAfterSeconds": 600
                     *           },
                     *           "drainSeconds": 900,
                     *           "template": 1,
                     *           "outdated": 0,
                     *           "rev": 2
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["NodeGroupPage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeGroupCreate: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "batch",
                 *       "machineType": "m7i.xlarge",
                 *       "size": 3,
                 *       "max": 10,
                 *       "labels": {
                 *         "tier": "batch"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NodeGroupSpec"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile; AlreadyExists: The name is taken; QuotaExceeded: The tenant's quota is used up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeGroupView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clusterId: string;
                nodeGroupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description revision of the resource */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "name": "default",
                     *       "state": "running",
                     *       "machineType": "m7i.xlarge",
                     *       "size": 3,
                     *       "min": 0,
                     *       "max": 100,
                     *       "diskGiB": 40,
                     *       "dataDisks": [],
                     *       "labels": {},
                     *       "taints": [],
                     *       "spot": false,
                     *       "placement": "any",
                     *       "repair": {
                     *         "enabled": true,
                     *         "keepFailedMachines": false,
                     *         "notReadySeconds": 300
                     *       },
                     *       "autoscaling": {
                     *         "enabled": false,
                     *         "scaleDownAfterSeconds": 600
                     *       },
                     *       "drainSeconds": 900,
                     *       "template": 1,
                     *       "outdated": 0,
                     *       "rev": 2
                     *     }
                     */
                    "application/json": components["schemas"]["NodeGroup"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeGroupDelete: {
        parameters: {
            query?: {
                /** @description delete pods that a PodDisruptionBudget keeps on a node that is to go */
                force?: "true" | "false";
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
                nodeGroupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeGroupUpdate: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
                nodeGroupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "size": 5
                 *     }
                 */
                "application/json": components["schemas"]["UpdateNodeGroup"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile; QuotaExceeded: The tenant's quota is used up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeGroupRoll: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
                nodeGroupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "maxSurge": 2
                 *     }
                 */
                "application/json": components["schemas"]["RollNodeGroup"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeList: {
        parameters: {
            query?: {
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "i-0123456789abcdef0",
                     *           "name": "ip-10-0-64-4",
                     *           "role": "worker",
                     *           "nodeGroupId": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "nodeGroup": "default",
                     *           "zone": "us-east-1a",
                     *           "faultDomain": "nn-0123456789abcdef0",
                     *           "machineType": "m7i.xlarge",
                     *           "address": "10.0.64.4",
                     *           "version": "v1.37.2",
                     *           "template": 1,
                     *           "state": "ready",
                     *           "createdAt": "2026-01-01T00:01:00.000Z"
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["NodePage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clusterId: string;
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "i-0123456789abcdef0",
                     *       "name": "ip-10-0-64-4",
                     *       "role": "worker",
                     *       "nodeGroupId": "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "nodeGroup": "default",
                     *       "zone": "us-east-1a",
                     *       "faultDomain": "nn-0123456789abcdef0",
                     *       "machineType": "m7i.xlarge",
                     *       "address": "10.0.64.4",
                     *       "version": "v1.37.2",
                     *       "template": 1,
                     *       "state": "ready",
                     *       "createdAt": "2026-01-01T00:01:00.000Z",
                     *       "capacity": {
                     *         "cpuMillicores": 4000,
                     *         "memoryMiB": 15836,
                     *         "pods": 110
                     *       },
                     *       "allocatable": {
                     *         "cpuMillicores": 4000,
                     *         "memoryMiB": 15736,
                     *         "pods": 110
                     *       },
                     *       "usage": {
                     *         "cpuMillicores": 310,
                     *         "memoryMiB": 2140
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NodeDetails"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeDrain: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": false
                 *     }
                 */
                "application/json": components["schemas"]["DrainNode"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeRemove: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": false
                 *     }
                 */
                "application/json": components["schemas"]["RemoveNode"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodeReplace: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": false,
                 *       "keep": true
                 *     }
                 */
                "application/json": components["schemas"]["ReplaceNode"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterRestore: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "backupId": "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y"
                 *     }
                 */
                "application/json": components["schemas"]["RestoreCluster"];
            };
        };
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterRollback: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": []
                 *     }
                 */
                "application/json": components["schemas"]["RollBackCluster"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.upgrade",
                     *       "clusterName": "web",
                     *       "from": "v1.36.3",
                     *       "to": "v1.37.2",
                     *       "ready": true,
                     *       "findings": [],
                     *       "rehearsal": {
                     *         "machineType": "t3.medium",
                     *         "version": "v1.37.2",
                     *         "rootDiskGiB": 21,
                     *         "perHourMicros": 43901,
                     *         "mostSeconds": 2700,
                     *         "mostMicros": 32926,
                     *         "unrated": []
                     *       },
                     *       "hops": [
                     *         {
                     *           "from": "v1.36.3",
                     *           "to": "v1.37.2",
                     *           "machines": 1,
                     *           "seconds": 530,
                     *           "proof": {
                     *             "holds": true,
                     *             "situations": 412,
                     *             "promises": [
                     *               "etcd keeps its quorum"
                     *             ],
                     *             "broken": []
                     *           }
                     *         }
                     *       ],
                     *       "steps": [
                     *         {
                     *           "kind": "member",
                     *           "nodeId": "i-0123456789abcdef0",
                     *           "text": "replace member i-0123456789abcdef0"
                     *         }
                     *       ],
                     *       "machines": 1,
                     *       "changePrice": {
                     *         "currency": "USD",
                     *         "region": "us-east-1",
                     *         "before": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "after": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "change": {
                     *           "seconds": 155,
                     *           "micros": 3745
                     *         },
                     *         "unrated": [],
                     *         "notIncluded": [
                     *           "data transfer"
                     *         ]
                     *       },
                     *       "proof": {
                     *         "holds": true,
                     *         "situations": 412,
                     *         "promises": [
                     *           "etcd keeps its quorum"
                     *         ],
                     *         "broken": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UpgradePlan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterStatements: {
        parameters: {
            query?: {
                currency?: "USD";
                month?: string;
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "clusterName": "web",
                     *           "month": "2026-01",
                     *           "state": "closed",
                     *           "currency": "USD",
                     *           "lines": [
                     *             {
                     *               "part": "control-plane",
                     *               "kind": "machine",
                     *               "priceKey": "machine/t3.large/on-demand",
                     *               "micros": 185702400
                     *             }
                     *           ],
                     *           "corrections": [],
                     *           "totalMicros": 185702400,
                     *           "unrated": [],
                     *           "at": "2026-02-03T00:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["ClusterStatements"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterUpgrade: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": "1.37",
                 *       "chain": false,
                 *       "force": []
                 *     }
                 */
                "application/json": components["schemas"]["UpgradeCluster"];
            };
        };
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.upgrade",
                     *       "clusterName": "web",
                     *       "from": "v1.36.3",
                     *       "to": "v1.37.2",
                     *       "ready": true,
                     *       "findings": [],
                     *       "rehearsal": {
                     *         "machineType": "t3.medium",
                     *         "version": "v1.37.2",
                     *         "rootDiskGiB": 21,
                     *         "perHourMicros": 43901,
                     *         "mostSeconds": 2700,
                     *         "mostMicros": 32926,
                     *         "unrated": []
                     *       },
                     *       "hops": [
                     *         {
                     *           "from": "v1.36.3",
                     *           "to": "v1.37.2",
                     *           "machines": 1,
                     *           "seconds": 530,
                     *           "proof": {
                     *             "holds": true,
                     *             "situations": 412,
                     *             "promises": [
                     *               "etcd keeps its quorum"
                     *             ],
                     *             "broken": []
                     *           }
                     *         }
                     *       ],
                     *       "steps": [
                     *         {
                     *           "kind": "member",
                     *           "nodeId": "i-0123456789abcdef0",
                     *           "text": "replace member i-0123456789abcdef0"
                     *         }
                     *       ],
                     *       "machines": 1,
                     *       "changePrice": {
                     *         "currency": "USD",
                     *         "region": "us-east-1",
                     *         "before": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "after": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "change": {
                     *           "seconds": 155,
                     *           "micros": 3745
                     *         },
                     *         "unrated": [],
                     *         "notIncluded": [
                     *           "data transfer"
                     *         ]
                     *       },
                     *       "proof": {
                     *         "holds": true,
                     *         "situations": 412,
                     *         "promises": [
                     *           "etcd keeps its quorum"
                     *         ],
                     *         "broken": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UpgradePlan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterUsage: {
        parameters: {
            query?: {
                /** @description snapshots are charged by the day, as S3 adds up storage: with the hour in which there is any on that day, which is the first of all days but the first */
                by?: "hour" | "day" | "month";
                currency?: "USD";
                kind?: "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";
                /** @description control-plane, network, backups, drill, or a node group by its name or id */
                part?: string;
                /** @description from the hour of this moment on; the first of the month that the range ends in when absent */
                since?: string;
                /** @description up to the end of this moment's hour; now when absent */
                until?: string;
            };
            header?: never;
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "since": "2026-01-01T00:00:00.000Z",
                     *       "until": "2026-01-02T00:00:00.000Z",
                     *       "items": [
                     *         {
                     *           "period": "2026-01-01T00:00:00.000Z",
                     *           "part": "control-plane",
                     *           "kind": "machine",
                     *           "priceKey": "machine/t3.large/on-demand",
                     *           "unitSeconds": 259200
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterWake: {
        parameters: {
            query?: {
                /** @description true: check the request and answer with the plan; nothing is written */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
                /** @description ETag of the revision that was seen; another one is 412 */
                "If-Match"?: string;
            };
            path: {
                clusterId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With validateOnly: what would be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.hibernate",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         "PlanHibernation",
                     *         "SaveSnapshot",
                     *         "EndMachines",
                     *         "FinishHibernation"
                     *       ],
                     *       "changes": [
                     *         {
                     *           "kind": "instance",
                     *           "count": 3,
                     *           "detail": "t3.large"
                     *         }
                     *       ],
                     *       "stays": [
                     *         {
                     *           "kind": "load-balancer",
                     *           "count": 1,
                     *           "detail": "network"
                     *         }
                     *       ],
                     *       "price": {
                     *         "currency": "USD",
                     *         "running": {
                     *           "perHourMicros": 600000,
                     *           "perMonthMicros": 438000000
                     *         },
                     *         "hibernated": {
                     *           "perHourMicros": 37500,
                     *           "perMonthMicros": 27375000
                     *         },
                     *         "unrated": [],
                     *         "notIncluded": [
                     *           "snapshots in S3"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["HibernationPlan"];
                };
            };
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PreconditionFailed: If-Match names an older revision */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eventList: {
        parameters: {
            query?: {
                clusterId?: string;
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
                /** @description from this moment on */
                since?: string;
                /** @description before this moment */
                until?: string;
                /** @description only what this subject did */
                who?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "evt_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "at": "2026-01-01T00:00:00.000Z",
                     *           "kind": "operation.asked",
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "clusterName": "web",
                     *           "who": "ada",
                     *           "operationId": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "message": "cluster.create"
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operationList: {
        parameters: {
            query?: {
                clusterId?: string;
                pageSize?: number;
                /** @description opaque; from the previous page */
                pageToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "kind": "cluster.create",
                     *           "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *           "clusterName": "web",
                     *           "status": "running",
                     *           "stages": [
                     *             {
                     *               "name": "CreateNetwork",
                     *               "after": [],
                     *               "status": "running",
                     *               "attempts": 1,
                     *               "startedAt": "2026-01-01T00:00:01.000Z"
                     *             },
                     *             {
                     *               "name": "CreateIdentities",
                     *               "after": [
                     *                 "CreateNetwork"
                     *               ],
                     *               "status": "pending",
                     *               "attempts": 0
                     *             }
                     *           ],
                     *           "requestedBy": "ada",
                     *           "createdAt": "2026-01-01T00:00:00.000Z",
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         }
                     *       ],
                     *       "nextPageToken": "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ"
                     *     }
                     */
                    "application/json": components["schemas"]["OperationPage"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operationView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operationCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operationPause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operationResume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operationRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes a repeat of the request harmless: the same key gives the same operation */
                "Idempotency-Key"?: string;
            };
            path: {
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that has begun */
            202: {
                headers: {
                    /** @description where the operation can be viewed */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "kind": "cluster.create",
                     *       "clusterId": "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
                     *       "clusterName": "web",
                     *       "status": "running",
                     *       "stages": [
                     *         {
                     *           "name": "CreateNetwork",
                     *           "after": [],
                     *           "status": "running",
                     *           "attempts": 1,
                     *           "startedAt": "2026-01-01T00:00:01.000Z"
                     *         },
                     *         {
                     *           "name": "CreateIdentities",
                     *           "after": [
                     *             "CreateNetwork"
                     *           ],
                     *           "status": "pending",
                     *           "attempts": 0
                     *         }
                     *       ],
                     *       "requestedBy": "ada",
                     *       "createdAt": "2026-01-01T00:00:00.000Z",
                     *       "startedAt": "2026-01-01T00:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WrongState: Not possible in the present state; DeletionProtected: The cluster is protected from deletion; Conflict: Somebody else changed it meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description IdempotencyKeyReused: The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clusterPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "web",
                 *       "version": "1.37",
                 *       "labels": {
                 *         "team": "shop"
                 *       },
                 *       "network": {
                 *         "apiAccessCidrs": [
                 *           "203.0.113.0/24"
                 *         ]
                 *       },
                 *       "controlPlane": {
                 *         "machines": 3,
                 *         "machineType": "m7i.large"
                 *       },
                 *       "nodeGroups": [
                 *         {
                 *           "name": "default",
                 *           "machineType": "m7i.xlarge",
                 *           "size": 3
                 *         }
                 *       ],
                 *       "deletionProtection": true
                 *     }
                 */
                "application/json": components["schemas"]["CreateCluster"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "cluster.create",
                     *       "clusterName": "web",
                     *       "stages": [
                     *         {
                     *           "name": "CreateKeys",
                     *           "makes": [
                     *             {
                     *               "kind": "secret",
                     *               "count": 2
                     *             }
                     *           ],
                     *           "removes": [],
                     *           "calls": [
                     *             {
                     *               "call": "secretsmanager:CreateSecret",
                     *               "times": 2
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "resources": [
                     *         {
                     *           "kind": "secret",
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NotFound: No such thing in this tenant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description AlreadyExists: The name is taken; QuotaExceeded: The tenant's quota is used up; WrongState: Not possible in the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quotaList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "clusters",
                     *           "limit": 20,
                     *           "used": 3
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Quotas"];
                };
            };
            /** @description InvalidInput: The request makes no sense */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthenticated: Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden: The caller's role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal: A bug on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TemporaryFailure: Try again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
