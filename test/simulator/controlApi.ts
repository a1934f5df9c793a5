import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { CallRecorder } from './callRecorder.ts';
import { approveDeviceCode } from './entra/entraApi.ts';
import type { EntraState } from './entra/entraState.ts';
import type { Fault } from './faults.ts';

export interface ControlOptions {
  readonly entra: EntraState;
  readonly recorder: CallRecorder;
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
 * - `POST /reset`
 */
export function createControlApi({ entra, recorder, reset }: ControlOptions): Server {
  const { directory, faults } = entra;
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
