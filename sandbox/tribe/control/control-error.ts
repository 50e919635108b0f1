/** A control request that cannot be carried out; answered as 400 with the message. */
export class ControlError extends Error {}
