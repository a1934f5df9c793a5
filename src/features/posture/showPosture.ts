import { makeReport, type MakeReportPorts } from './makeReport.ts';
import type { PostureDocuments } from './postureDocuments.ts';

/** Reads the Entra posture of all clusters that the user sees, and shows it. @throws as `makeReport` */
export async function showPosture(ports: MakeReportPorts, documents: PostureDocuments): Promise<void> {
  await documents.show(await makeReport(ports));
}
