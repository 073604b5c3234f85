/** Whether a text names where people work. */
export function namesPlace(text: string): boolean {
  return PLACE.test(text)
}

/** Whether a short line says where people work, and nothing of what they did. */
export function arePlaces(text: string): boolean {
  return PLACE.test(text) && !isSentence(text) && text.length < 400
}

function isSentence(text: string): boolean {
  return /\b(?:is|are|was|were|has|have|we|they|this|that|it|can|which|who|shows?|presents?)\b/i.test(text)
}

const PLACE =
  /\b(?:universit\w*|institut\w*|college|school|department|laborator\w+|labs?|academy|research|corporation|inc|ltd|llc|gmbh|technolog(?:y|ies)|polytechnic|hospital|centre|center|google|microsoft|amazon|facebook|meta ai|ibm|nvidia|huawei|cnrs|inria|csail|mit|eth|epfl|kaist)\b/i
