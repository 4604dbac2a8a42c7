import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { texts } from "../texts.ts";
import { Fault } from "./Fault.tsx";

interface Props {
  head: string;
  /** What will happen, and to what. */
  children: ReactNode;
  /** The verb on the button. */
  act: string;
  /** What has to be typed before the button works, where the act cannot be taken back. */
  typed?: string;
  busy: boolean;
  error: unknown;
  onAct: () => void;
  onClose: () => void;
}

/** Asks once before something unsafe. */
export const Confirm = ({ head, children, act, typed, busy, error, onAct, onClose }: Props) => {
  const [given, setGiven] = useState("");
  const unsure = typed !== undefined && given !== typed;
  return (
    <Modal
      visible
      header={head}
      closeAriaLabel={texts.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button variant="primary" loading={busy} loadingText={act} disabled={unsure} onClick={onAct}>
              {act}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {children}
        {typed !== undefined && (
          <FormField label={texts.typeName(typed)}>
            <Input value={given} onChange={({ detail }) => setGiven(detail.value)} placeholder={typed} />
          </FormField>
        )}
        {error !== null && error !== undefined && <Fault error={error} />}
      </SpaceBetween>
    </Modal>
  );
};
