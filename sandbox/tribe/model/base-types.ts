import { entityType, fields, type EntityType } from './entity-type';
import { activityTypes } from './activity-types';
import { catalogueTypes } from './catalogue-types';
import { relationTypes } from './relation-types';

const entity = entityType('Entity', null, {
  abstract: true,
  properties: fields(`ID:Guid _Type:String! _Name:String! SortIndex:Double CreationDate:DateTimeOffset!
    LastMutationDate:DateTimeOffset! IsActive:Boolean IsClosed:Boolean`),
});

/** Every type that the reference names, before switches and custom fields are applied. */
export const baseTypes: EntityType[] = [entity, ...relationTypes, ...activityTypes, ...catalogueTypes];
