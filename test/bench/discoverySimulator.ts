import { manySubscriptions } from '../simulator/scenarios/manySubscriptions.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** The simulated Azure of `discovery.ts`, in a process of its own: its work is not to stall the one that is measured. */
const simulator = await startSimulator({ scenario: manySubscriptions(), pageSize: 1000 });
process.on('message', (isQueryDenied: boolean) => {
  simulator.faults.clear();
  simulator.faults.set({ kind: 'latency', milliseconds: 100, host: 'management.azure.com' });
  if (isQueryDenied) {
    simulator.faults.set({ kind: 'forbidden', path: 'Microsoft.ResourceGraph' });
  }
  const throttled = simulator.record.filter(({ status }) => status === 429).length;
  process.send?.({ throttled, surprises: simulator.surprises() });
});
process.once('disconnect', () => void simulator.close());
process.send?.({ tlsPort: simulator.tlsPort, caPem: simulator.caPem });
