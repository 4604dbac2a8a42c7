import { useMutation, useQueryClient } from "@tanstack/react-query";
import { newKey } from "../../api/client.ts";

/**
 * A call that changes a cluster. Whatever is shown of the cluster is looked at again once it is answered.
 * @param call gets the header that makes a repeat harmless
 */
export const useChange = <Given = void, Answer = unknown>(
  clusterId: string,
  call: (given: Given, header: { "Idempotency-Key": string }) => Promise<Answer>,
  done?: (answer: Answer) => void,
) => {
  const queries = useQueryClient();
  const { mutate, ...rest } = useMutation({
    mutationFn: ({ given, header }: { given: Given; header: { "Idempotency-Key": string } }) => call(given, header),
    onSuccess: async (answer) => {
      done?.(answer);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(clusterId) });
    },
  });
  return { ...rest, act: (given: Given) => mutate({ given, header: newKey() }) };
};
