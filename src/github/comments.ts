import * as z from 'zod';
import type { Github } from './api.ts';
import type { Answer, Put } from './ask.ts';
import { isRefusal } from './errors.ts';
import { allPages } from './pages.ts';
import { CommentAnswer } from './schemas.ts';

type CommentCalls = Pick<
  Github,
  'comments' | 'comment' | 'createComment' | 'updateComment' | 'deleteComment'
>;

/** The calls about a pull request's comments, for which a job needs `pull-requests: write`. */
export function commentCalls(put: Put, home: string): CommentCalls {
  const common = { schema: CommentAnswer, permission: 'pull-requests: write' } as const;
  const one = (id: number) => ({ ...common, path: `${home}/issues/comments/${id}`, mayBeGone: true });
  const write = 'write the comment on the pull request';
  const read = 'read the comments of the pull request';
  return {
    async comments(number, call) {
      const path = `${home}/issues/${number}/comments`;
      const schema = z.array(CommentAnswer);
      const comments = await allPages((page) =>
        put({ ...common, purpose: read, method: 'GET', path: `${path}?${page}`, schema }, call),
      );
      return comments.sort((one, other) => one.id - other.id);
    },
    comment: (id, call) => unlessGone(put({ ...one(id), purpose: read, method: 'GET' }, call)),
    async createComment(number, body, call) {
      const path = `${home}/issues/${number}/comments`;
      return (await put({ ...common, purpose: write, method: 'POST', path, body: { body } }, call)).value;
    },
    updateComment: (id, body, call) =>
      unlessGone(put({ ...one(id), purpose: write, method: 'PATCH', body: { body } }, call)),
    async deleteComment(id, call) {
      const purpose = 'delete a comment that was there twice';
      await unlessGone(put({ ...one(id), purpose, method: 'DELETE', schema: z.unknown() }, call));
    },
  };
}

async function unlessGone<T>(answer: Promise<Answer<T>>): Promise<T | undefined> {
  try {
    return (await answer).value;
  } catch (error) {
    if (isRefusal(error, 404, 410)) return undefined;
    throw error;
  }
}
