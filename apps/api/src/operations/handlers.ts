import type { contract, Operations } from '@plumbline/contract';
import type { Handlers } from '@plumbline/server';
import type { Caller } from '../accounts/caller.ts';
import type { Store } from '../store/store.ts';
import { createProject } from './projects/createProject.ts';
import { deleteProject } from './projects/deleteProject.ts';
import { getProject } from './projects/getProject.ts';
import { listProjects } from './projects/listProjects.ts';
import { replaceProject } from './projects/replaceProject.ts';
import { updateProject } from './projects/updateProject.ts';
import { createUser } from './users/createUser.ts';
import { deleteUser } from './users/deleteUser.ts';
import { getCurrentUser } from './users/getCurrentUser.ts';
import { getUser } from './users/getUser.ts';
import { listUsers } from './users/listUsers.ts';
import { updateUser } from './users/updateUser.ts';

/** A handler for every operation of the contract. */
export type ApiHandlers = Handlers<typeof contract.operations, Operations, Caller>;

/** What handlers work with; each takes only what it uses. */
export interface Deps {
  store: Store;
}

/** Gives every handler what it works with. */
export function createHandlers(deps: Deps): ApiHandlers {
  return {
    getCurrentUser: getCurrentUser(deps),
    listUsers: listUsers(deps),
    createUser: createUser(deps),
    getUser: getUser(deps),
    updateUser: updateUser(deps),
    deleteUser: deleteUser(deps),
    listProjects: listProjects(deps),
    createProject: createProject(deps),
    getProject: getProject(deps),
    replaceProject: replaceProject(deps),
    updateProject: updateProject(deps),
    deleteProject: deleteProject(deps),
  };
}
