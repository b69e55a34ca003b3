import { randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** A bucket of the test's own, on the server that the environment names. */
export interface Bucket {
  readonly endpoint: string;
  /** A URL for one `PUT` of a zip, as Doksi makes them. */
  readonly presign: (key: string, secondsToLive?: number) => Promise<string>;
  readonly keys: () => Promise<string[]>;
  readonly read: (key: string) => Promise<Uint8Array>;
  /** Removes it with all that is in it. */
  readonly remove: () => Promise<void>;
}

/** Makes it; throws with the names of the variables that are missing. */
export async function makeBucket(environment: NodeJS.ProcessEnv): Promise<Bucket> {
  const { endpoint, accessKeyId, secretAccessKey, region } = readServer(environment);
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // A checksum in the URL would be one of no body at all: when a URL is signed there is none yet.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const Bucket = `doksi-${randomBytes(6).toString('hex')}`;
  await client.send(new CreateBucketCommand({ Bucket }));

  const keys = async (): Promise<string[]> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  };
  return {
    endpoint,
    keys,
    presign: (Key, expiresIn = 3600) =>
      getSignedUrl(client, new PutObjectCommand({ Bucket, Key, ContentType: 'application/zip' }), {
        expiresIn,
        signableHeaders: new Set(['content-type']),
      }),
    read: async (Key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      if (Body === undefined) throw new Error(`There is nothing in ${Key}.`);
      return Body.transformToByteArray();
    },
    remove: async () => {
      for (const Key of await keys()) await client.send(new DeleteObjectCommand({ Bucket, Key }));
      await client.send(new DeleteBucketCommand({ Bucket }));
      client.destroy();
    },
  };
}

const VARIABLES = {
  endpoint: 'S3_ENDPOINT',
  accessKeyId: 'S3_ACCESS_KEY',
  secretAccessKey: 'S3_SECRET_KEY',
  region: 'S3_REGION',
} as const;

function readServer(environment: NodeJS.ProcessEnv): Record<keyof typeof VARIABLES, string> {
  const missing = Object.values(VARIABLES).filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new Error(
      `The test against S3 needs ${missing.join(', ')} in the environment; scripts/s3-server.sh starts a server.`,
    );
  }
  const value = (name: string): string => environment[name] ?? '';
  return {
    endpoint: value(VARIABLES.endpoint),
    accessKeyId: value(VARIABLES.accessKeyId),
    secretAccessKey: value(VARIABLES.secretAccessKey),
    region: value(VARIABLES.region),
  };
}
