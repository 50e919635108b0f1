import { type TwinAnswer } from '../../kernel/twin';
import { linkedId, textOf } from '../records/stored-record';
import { type Tenant } from '../records/tenant';

function refused(status: number, message: string): TwinAnswer {
  return { status, body: { error: { code: null, message } } };
}

/** `GET /v1/odata-file/{EntityType}/{id}/{FileProperty}`: the bytes, under their own type (tribe-api §2.12). */
export function answerFile(tenant: Tenant, path: string): TwinAnswer {
  const [type = '', id = '', fileProperty = ''] = path.split('/').map(decodeURIComponent);
  const owner = tenant.records.get(id.toLowerCase());
  const link = tenant.schema
    .find(type.replaceAll('.', '_'))
    ?.navigations.find(({ name }) => name === fileProperty);
  const isOwner = owner !== null && tenant.schema.isA(owner.type, type.replaceAll('.', '_'));
  const file =
    isOwner && link?.target === 'File' ? tenant.records.get(linkedId(owner, link.key) ?? '') : null;
  if (file === null) return refused(404, 'There is no such file.');
  return {
    status: 200,
    body: Buffer.from(textOf(file, 'Data') ?? '', 'base64'),
    contentType: textOf(file, 'MimeType') ?? 'application/octet-stream',
  };
}
