import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { ArmState } from './arm/armState.ts';
import { decideActivation } from './arm/authorization/pim.ts';
import type { Outcome } from './arm/operations.ts';
import type { CallRecorder } from './callRecorder.ts';
import { approveDeviceCode } from './entra/entraApi.ts';
import type { EntraState } from './entra/entraState.ts';
import type { Fault } from './faults.ts';

export interface ControlOptions {
  readonly entra: EntraState;
  readonly recorder: CallRecorder;
  readonly arm: ArmState;
  readonly reset: () => void;
}

/**
 * The simulator's remote control, plain HTTP on loopback:
 *
 * - `GET /record`, `/surprises`, `/refused`, `/faults`
 * - `POST /faults` with a `Fault` as JSON → `{"id"}`; `DELETE /faults` or `/faults/{id}`
 * - `POST /membership` `{"group": id or name, "objectId" or "upn", "isMember"}`
 * - `POST /signed-in` `{"upn"}`: who the browser is signed in as
 * - `POST /device` `{"userCode", "upn"}`: approves a device code
 * - `GET /operations`; `POST /operations` `{"durationMs": number or null}`: how long those take that start from now on;
 *   with `null` they are held until `POST /operations/end` or `/operations/{id}/end`
 *   `{"ending": "Succeeded", "Failed", "Canceled" or "Overtaken", "code", "message"}`; as planned with an empty body
 * - `POST /role-delay` `{"milliseconds"}`: how long role assignments take to count that are made from now on
 * - `GET /activations`; `POST /activations/{name}` `{"isApproved"}`: what an approver says to a waiting request of PIM
 * - `POST /reset`
 */
export function createControlApi({ entra, recorder, arm, reset }: ControlOptions): Server {
  const { directory, faults } = entra;
  const { operations } = arm;
  const app = new Hono();
  app.get('/record', (c) => c.json(recorder.calls));
  app.get('/surprises', (c) => c.json(recorder.surprises()));
  app.get('/refused', (c) => c.json(recorder.refusedHosts));
  app.get('/faults', (c) => c.json(faults.list()));
  // Whoever drives the simulator is trusted to send a fault that TypeScript would have accepted.
  app.post('/faults', async (c) => c.json({ id: faults.set(await c.req.json<Fault>()) }, 201));
  app.delete('/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.delete('/faults/:id', (c) => {
    faults.clear(c.req.param('id'));
    return c.body(null, 204);
  });
  app.post('/membership', async (c) => {
    const body = await c.req.json<{ group: string; objectId?: string; upn?: string; isMember: boolean }>();
    const objectId = body.objectId ?? directory.findUser(body.upn ?? '')?.objectId;
    if (objectId === undefined) {
      return c.json({ error: 'Say who: objectId or upn.' }, 400);
    }
    directory.setMembership(body.group, objectId, body.isMember);
    return c.body(null, 204);
  });
  app.post('/signed-in', async (c) => {
    const { upn } = await c.req.json<{ upn: string }>();
    directory.scenario.signedInUpn = upn;
    return c.body(null, 204);
  });
  app.post('/device', async (c) => {
    const { userCode, upn } = await c.req.json<{ userCode: string; upn: string }>();
    approveDeviceCode(entra, userCode, upn);
    return c.body(null, 204);
  });
  app.get('/operations', (c) => c.json(operations.list()));
  app.post('/operations', async (c) => {
    const { durationMs } = await c.req.json<{ durationMs: number | null }>();
    operations.setDuration(durationMs);
    return c.body(null, 204);
  });
  for (const path of ['/operations/end', '/operations/:id/end']) {
    app.post(path, async (c) => {
      const text = await c.req.text();
      const outcome = text === '' ? undefined : (JSON.parse(text) as Outcome);
      return c.json({ ended: operations.end(outcome, c.req.param('id')) });
    });
  }
  app.post('/role-delay', async (c) => {
    const { milliseconds } = await c.req.json<{ milliseconds: number }>();
    arm.roleDelay.milliseconds = milliseconds;
    return c.body(null, 204);
  });
  app.get('/activations', (c) => c.json([...arm.activations.values()]));
  app.post('/activations/:name', async (c) => {
    const { isApproved } = await c.req.json<{ isApproved: boolean }>();
    decideActivation(arm, c.req.param('name'), isApproved);
    return c.body(null, 204);
  });
  app.post('/reset', (c) => {
    reset();
    return c.body(null, 204);
  });
  app.onError((error, c) => c.json({ error: error.message }, 400));
  const listener = getRequestListener(app.fetch);
  return createServer((request, response) => {
    // A web page in somebody's browser must not drive it: those requests carry an Origin.
    if (request.headers.origin !== undefined) {
      response.writeHead(403).end();
    } else {
      void listener(request, response);
    }
  });
}
