import { REPOSITORY } from '../runner/event.ts';
import { json } from '../server.ts';
import { type GithubCall, type Handler, listOf } from './call.ts';
import { notFound, reject } from './rejection.ts';
import type { Repository, StoredComment } from './repository.ts';
import { commentBody, parseBody } from './shapes.ts';

const FIRST_ID = 2_100_000_001;
const MAX_CHARACTERS = 65_536;

export const listComments: Handler = (call) => {
  const number = existing(call);
  const all = call.repository.comments.filter((comment) => comment.number === number);
  return listOf(all, call.url, (items) => items.map((comment) => view(comment, call)));
};

export const createComment: Handler = (call) => {
  const number = existing(call);
  const body = bodyOf(call);
  const comment = addComment(call.repository, { number, body, login: call.identity.login }, call.timestamp);
  return json(201, view(comment, call));
};

export const readComment: Handler = (call) => json(200, view(find(call), call));

/** Who may write comments may change those of others, too. The last write wins. */
export const updateComment: Handler = (call) => {
  const comment = find(call);
  comment.body = bodyOf(call);
  comment.updated_at = call.timestamp;
  return json(200, view(comment, call));
};

export const deleteComment: Handler = (call) => {
  const { comments } = call.repository;
  comments.splice(comments.indexOf(find(call)), 1);
  return { status: 204, headers: {}, body: '' };
};

/** Adds a comment without a request. */
export function addComment(
  repository: Repository,
  { number, body, login }: Pick<StoredComment, 'number' | 'body' | 'login'>,
  timestamp: string,
): StoredComment {
  const id = FIRST_ID + repository.commentsEver;
  repository.commentsEver += 1;
  const comment = { id, number, login, body, created_at: timestamp, updated_at: timestamp };
  repository.comments.push(comment);
  return comment;
}

function bodyOf(call: GithubCall): string {
  const { body } = parseBody(commentBody, call.body);
  if (body.trim() === '') rejectBody('Body cannot be blank');
  if (body.length > MAX_CHARACTERS) rejectBody(`Body is too long (maximum is ${MAX_CHARACTERS} characters)`);
  return body;
}

function rejectBody(message: string): never {
  const error = { resource: 'IssueComment', field: 'data', code: 'unprocessable', message };
  return reject(422, 'Validation Failed', { errors: [error] });
}

function existing({ repository, parameter }: GithubCall): number {
  const pull = repository.pulls.find(({ number }) => String(number) === parameter);
  return pull?.number ?? notFound();
}

function find({ repository, parameter }: GithubCall): StoredComment {
  const comment = repository.comments.find(({ id }) => String(id) === parameter);
  return comment ?? notFound();
}

function view({ login, ...comment }: StoredComment, { base }: GithubCall): unknown {
  const { id, number } = comment;
  return {
    ...comment,
    url: `${base}/repos/${REPOSITORY}/issues/comments/${id}`,
    html_url: `https://github.com/${REPOSITORY}/pull/${number}#issuecomment-${id}`,
    user: login === null ? null : { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
  };
}
