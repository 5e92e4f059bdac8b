/**
 * The GPU's half of the crowd. `POSE_GLSL` reads one person's row (motion.ts holds the same formula);
 * the body shader bends limbs by the wardrobe's `_RIG` weights and plays postures and gestures.
 * Rest pose of the wardrobe: feet at y = 0, facing +z, joints at the heights of the constants here.
 */
import { RECKON_S, ROW } from "./motion";

export const PAINTS = 8;
/** People in one line of the tables. */
export const LINE = 64;
/** Added to the age of somebody who holds a cane. */
export const CANE_FLAG = 4;

export const POSE_GLSL = /* glsl */ `
uniform highp sampler2D people;
uniform float time;
attribute float slot;
struct Pose {
  vec3 place; float yaw; float phase; float stride; float size; float age;
  float posture; float gesture; float gestureTime; float gestureWeight; bool cane;
};
Pose poseOf(float who) {
  int row = int(who);
  ivec2 at = ivec2((row % ${LINE}) * ${ROW / 4}, row / ${LINE});
  vec4 here = texelFetch(people, at, 0);
  vec4 error = texelFetch(people, at + ivec2(1, 0), 0);
  vec4 gait = texelFetch(people, at + ivec2(2, 0), 0);
  vec4 act = texelFetch(people, at + ivec2(3, 0), 0);
  vec4 body = texelFetch(people, at + ivec2(4, 0), 0);
  float age = max(time - here.w, 0.0);
  float k = clamp(age / max(error.w, 0.001), 0.0, 1.0);
  float rest = 1.0 - k * k * (3.0 - 2.0 * k);
  float reckoned = min(age, ${RECKON_S.toFixed(2)});
  vec2 xz = here.xy + vec2(sin(here.z), -cos(here.z)) * gait.x * reckoned + error.xy * rest;
  float still = smoothstep(${RECKON_S.toFixed(2)}, ${(RECKON_S + 0.3).toFixed(2)}, age);
  Pose pose;
  pose.place = vec3(xz.x, body.w, xz.y);
  pose.yaw = here.z + error.z * rest;
  pose.phase = gait.y + gait.z * reckoned;
  pose.stride = mix(gait.w, body.z, rest) * (1.0 - still);
  pose.size = body.x;
  pose.cane = body.y > ${CANE_FLAG}.0 - 0.5;
  pose.age = pose.cane ? body.y - ${CANE_FLAG}.0 : body.y;
  pose.posture = act.x;
  pose.gesture = act.y;
  pose.gestureTime = time - act.z;
  pose.gestureWeight = act.y < 1.0 ? 0.0
    : smoothstep(0.0, 0.22, time - act.z) * (1.0 - smoothstep(act.w, act.w + 0.25, time));
  return pose;
}`;

const JOINTS = /* glsl */ `
const float SHOULDER = 1.215, ELBOW = 0.965, HIP = 0.86, KNEE = 0.46, NECK = 1.30;
const float SHOULDER_X = 0.178, ELBOW_X = 0.2155;
/** What hangs below the pivot swings forward (+z) by the angle. */
void swing(inout vec3 p, inout vec3 n, float pivot, float angle) {
  float c = cos(angle), s = sin(angle);
  p.y -= pivot; p.yz = vec2(c * p.y + s * p.z, c * p.z - s * p.y); p.y += pivot;
  n.yz = vec2(c * n.y + s * n.z, c * n.z - s * n.y);
}
/** What hangs below the pivot moves away from the body's middle; side is 1 left, -1 right. */
void spread(inout vec3 p, inout vec3 n, vec2 pivot, float side, float angle) {
  float c = cos(angle), s = sin(angle) * side;
  p.xy -= vec2(pivot.x * side, pivot.y);
  p.xy = vec2(c * p.x - s * p.y, c * p.y + s * p.x);
  p.xy += vec2(pivot.x * side, pivot.y);
  n.xy = vec2(c * n.x - s * n.y, c * n.y + s * n.x);
}
void twist(inout vec3 p, inout vec3 n, float angle) {
  float c = cos(angle), s = sin(angle);
  p.xz = vec2(c * p.x + s * p.z, c * p.z - s * p.x);
  n.xz = vec2(c * n.x + s * n.z, c * n.z - s * n.x);
}`;

/** Who spoke last: x, z and the moment, seconds of the scene's clock. */
export const SPEAKERS = 4;
/** For so long heads stay turned to who spoke, and from so far. */
export const LISTENS_S = 4.5;
const LOOKS_WITHIN_M = 12;

/** Postures and gestures set these angles; `moveLimb` applies them with the vertex's weights. */
const LIMBS = /* glsl */ `
struct Angles { float root, joint, out_, jointOut; };
float byAge(Pose o, vec3 values) { return o.age < 0.5 ? values.x : (o.age < 1.5 ? values.y : values.z); }
bool gestureIs(Pose o, float kind) { return abs(o.gesture - kind) < 0.5; }
Angles armAngles(Pose o, float side, float idle) {
  float stride = min(o.stride, 1.0), run = max(o.stride - 1.0, 0.0);
  float swingPhase = sin(o.phase + (side > 0.0 ? 3.14159 : 0.0));
  Angles a = Angles(swingPhase * (0.5 * stride + 0.35 * run) - 0.03 * idle, 0.22 + 0.3 * stride + 0.9 * run, 0.0, 0.0);
  if (o.posture > 2.5) a = Angles(0.25 + 0.4 * sin(o.phase) * stride, 0.75 - 0.35 * sin(o.phase) * stride, 0.12, 0.0);
  else if (o.posture > 0.5) a = Angles(0.42, 0.75, 0.02, 0.0);
  if (o.cane && side < 0.0 && o.posture < 0.5) return Angles(0.0, 0.0, 0.0, 0.0);
  float t = o.gestureTime, w = o.gestureWeight;
  Angles g = a;
  if (gestureIs(o, 16.0) && side < 0.0) g = Angles(0.15, 0.1, 2.45, 0.35 * sin(t * 9.0) + 0.25);
  else if (gestureIs(o, 17.0)) g = Angles(0.35, 0.25, 0.0, 0.0);
  else if (gestureIs(o, 18.0)) g = Angles(0.75, 1.25, -0.28 - 0.16 * sin(t * 15.0), -0.55);
  else if (gestureIs(o, 19.0)) g = Angles(0.12, 0.15, 2.32 + 0.05 * sin(t * 3.0), 1.5);
  else if (gestureIs(o, 20.0)) g = Angles(0.5 + 0.5 * sin(t * 6.28 + side * 1.57), 1.5, 0.75 + 0.55 * sin(t * 6.28 * 0.5 + side), 0.2);
  a.root = mix(a.root, g.root, w); a.joint = mix(a.joint, g.joint, w);
  a.out_ = mix(a.out_, g.out_, w); a.jointOut = mix(a.jointOut, g.jointOut, w);
  return a;
}
Angles legAngles(Pose o, float side) {
  float stride = min(o.stride, 1.0), run = max(o.stride - 1.0, 0.0);
  float phase = o.phase + (side > 0.0 ? 0.0 : 3.14159);
  Angles a = Angles(sin(phase) * (0.58 * stride + 0.3 * run) + 0.12 * run,
    max(0.0, cos(phase)) * (0.95 * stride + 0.6 * run) + 0.06, 0.0, 0.0);
  if (o.posture > 2.5) a = Angles(1.42, 1.2, 0.0, 0.0);
  else if (o.posture > 1.5) a = Angles(1.75, 0.6, 0.1, 0.0);
  else if (o.posture > 0.5) a = Angles(1.48, 1.46, 0.03, 0.0);
  if (gestureIs(o, 20.0)) {
    float beat = max(0.0, sin(o.gestureTime * 6.28 + (side > 0.0 ? 0.0 : 3.14159)));
    a.root += 0.55 * beat * o.gestureWeight; a.joint += 0.9 * beat * o.gestureWeight;
  }
  return a;
}
/** A skirt follows both legs: it bends over the lap when its wearer sits. */
void moveSkirt(inout vec3 p, inout vec3 n, Pose o, float weight) {
  if (o.posture > 1.5 && o.posture < 2.5) {
    float low = clamp((HIP - p.y) / HIP, 0.0, 1.0);
    p = vec3(p.x * (1.0 + 0.25 * low), p.y < HIP ? HIP - 0.12 * low : p.y, p.z * (1.0 + (p.z > 0.0 ? 1.1 : 0.1) * low) + 0.1 * low);
    n = normalize(vec3(n.x, n.y + low, n.z));
    return;
  }
  if (o.posture > 0.5) {
    Angles a = legAngles(o, 1.0);
    float knee = 1.0 - smoothstep(KNEE - 0.07, KNEE + 0.07, p.y);
    float lap = 1.0 - smoothstep(HIP - 0.10, HIP + 0.06, p.y);
    if (knee > 0.0) swing(p, n, KNEE, -a.joint * knee);
    if (lap > 0.0) { p.z *= mix(1.0, 0.45, lap); swing(p, n, HIP, a.root * lap); }
    return;
  }
  float stride = min(o.stride, 1.6) * weight;
  p.z *= 1.0 + 0.4 * weight * max(o.stride - 1.0, 0.0);
  p.z += stride * (0.11 * sin(o.phase) * clamp(p.x * 9.0, -1.0, 1.0) + 0.03);
  p.x *= 1.0 + 0.05 * stride * sin(o.phase * 2.0);
}
/**
 * How far a head turns to who speaks, radians clockwise, and how much of it: the nearest of the last speakers who
 * is within earshot, as far as a neck lets it. Reckoned for all at once, so it costs nothing a person.
 */
vec2 turnToSpeaker(Pose o) {
  vec2 turn = vec2(0.0);
  float nearest = ${LOOKS_WITHIN_M.toFixed(1)};
  for (int n = 0; n < ${SPEAKERS}; n++) {
    vec2 away = speakers[n].xy - o.place.xz;
    float distance = length(away), spoke = time - speakers[n].z;
    if (distance < 0.6 || distance > nearest || spoke < 0.0 || spoke > ${LISTENS_S.toFixed(1)}) continue;
    float angle = mod(atan(away.x, -away.y) - o.yaw + 9.42477796, 6.2831853) - 3.14159265;
    nearest = distance;
    turn = vec2(clamp(angle, -1.15, 1.15), smoothstep(0.0, 0.45, spoke)
      * (1.0 - smoothstep(${(LISTENS_S - 0.8).toFixed(1)}, ${LISTENS_S.toFixed(1)}, spoke)) * (1.0 - smoothstep(2.1, 2.7, abs(angle))));
  }
  return turn;
}
void moveLimb(inout vec3 p, inout vec3 n, Pose o, vec4 rig, float idle) {
  float limb = rig.x, bend = rig.y, root = rig.z;
  float side = mod(limb, 2.0) < 0.5 ? 1.0 : -1.0;
  if (limb > 1.5 && limb < 3.5) {
    Angles a = armAngles(o, side, idle);
    swing(p, n, ELBOW, a.joint * bend);
    spread(p, n, vec2(ELBOW_X, ELBOW), side, a.jointOut * bend);
    swing(p, n, SHOULDER, a.root * root);
    spread(p, n, vec2(SHOULDER_X, SHOULDER), side, a.out_ * root);
  } else if (limb > 3.5 && limb < 5.5) {
    Angles a = legAngles(o, side);
    swing(p, n, KNEE, -a.joint * bend);
    swing(p, n, HIP, a.root * root);
    spread(p, n, vec2(0.08, HIP), side, a.out_ * root);
  } else if (limb > 5.5 && limb < 6.5) moveSkirt(p, n, o, root);
  else if (limb > 0.5 && limb < 1.5) {
    float look = 0.22 * idle * (1.0 - min(o.stride, 1.0));
    vec2 heard = turnToSpeaker(o);
    twist(p, n, mix(look, -heard.x, heard.y));
    if (gestureIs(o, 21.0)) swing(p, n, NECK, -0.32 * max(0.0, sin(o.gestureTime * 9.0)) * o.gestureWeight);
    float scale = byAge(o, ageHead);
    p = vec3(p.x * scale, NECK + (p.y - NECK) * scale, p.z * scale);
  }
}`;

const TRUNK = /* glsl */ `
/** Everything above the hips leans together: a bow, an elder's stoop, a dance's sway, a runner's lean. */
void moveTrunk(inout vec3 p, inout vec3 n, Pose o, float limb) {
  bool above = limb < 3.5 || limb > 5.5;
  float w = above ? (limb > 0.5 && limb < 3.5 ? 1.0 : smoothstep(HIP - 0.04, HIP + 0.2, p.y)) : 0.0;
  float lean = 0.10 * max(o.stride - 1.0, 0.0);
  lean += byAge(o, ageStoop);
  if (gestureIs(o, 17.0)) lean += 0.95 * smoothstep(0.1, 0.7, o.gestureTime) * (1.0 - smoothstep(1.3, 1.9, o.gestureTime)) * o.gestureWeight;
  if (o.posture > 1.5 && o.posture < 2.5) lean += 0.12;
  swing(p, n, HIP, -lean * w);
  if (o.posture < 0.5) {  // shoulders turn against the legs, the weight goes over the standing foot
    float stride = min(o.stride, 1.5) * (o.cane ? 0.5 : 1.0);
    float high = smoothstep(HIP, SHOULDER, p.y) * (above ? 1.0 : 0.0);
    twist(p, n, -0.13 * sin(o.phase) * stride * high);
    p.x += 0.016 * cos(o.phase) * stride * (above ? 1.0 : smoothstep(0.1, HIP, p.y));
  }
  if (gestureIs(o, 20.0)) {
    twist(p, n, 0.35 * sin(o.gestureTime * 6.28 * 0.5) * w * o.gestureWeight);
    p.x += 0.06 * sin(o.gestureTime * 6.28 * 0.5) * w * o.gestureWeight;
  }
}
/** A great wheel of the wheelchair about its axle; three quarters of a turn a cycle look seamless with eight spokes. */
void turnWheel(inout vec3 p, inout vec3 n, Pose o) {
  p.z += 0.06;
  swing(p, n, 0.30, -o.phase * 0.75);
  p.z -= 0.06;
}
/** How far the hips come down, metres before scaling by size. */
float dropOf(Pose o) {
  if (o.posture > 2.5) return HIP - 0.60;
  if (o.posture > 1.5) return HIP - 0.13 / o.size;
  if (o.posture > 0.5) return HIP - 0.53 / o.size;
  return 0.0;
}`;

export const BODY_VERTEX = /* glsl */ `
${POSE_GLSL}
attribute vec4 rig;
attribute vec3 tint;
uniform highp sampler2D paint;
/** By age (adult, child, elder): scale of the head, lean of the trunk in radians. */
uniform vec3 ageHead, ageStoop;
uniform vec3 speakers[${SPEAKERS}];
varying vec3 vColour;
varying vec3 vNormalWorld;
varying vec3 vPlace;
#include <fog_pars_vertex>
${JOINTS}
${LIMBS}
${TRUNK}
void main() {
  Pose o = poseOf(slot);
  vec3 p = position, n = normal;
  float idle = sin(time * 1.7 + slot * 2.3);
  bool worn = rig.x < 6.5;
  if (worn) {
    moveLimb(p, n, o, rig, rig.x > 0.5 && rig.x < 1.5 ? sin(time * 0.6 + slot * 1.7) : idle);
    moveTrunk(p, n, o, rig.x);
    p.y += abs(sin(o.phase)) * (o.posture > 0.5 ? 0.0 : 0.028 * min(o.stride, 1.6)) - dropOf(o);
    if (rig.x < 3.5) p.y += 0.004 * idle;
    if (gestureIs(o, 20.0)) p.y += 0.05 * abs(sin(o.gestureTime * 6.28)) * o.gestureWeight;
  } else if (rig.x < 7.5) turnWheel(p, n, o);
  p *= o.size;
  twist(p, n, 3.14159265 - o.yaw);
  p += o.place;
  int paintOf = int(rig.w + 0.5);
  vec3 colour = tint;
  if (paintOf < 7) colour *= texelFetch(paint, ivec2(int(slot) % ${LINE} * ${PAINTS} + paintOf, int(slot) / ${LINE}), 0).rgb;
  vColour = colour;
  vNormalWorld = n;
  vPlace = p;
  vec4 mvPosition = viewMatrix * vec4(p, 1.0);
  gl_Position = projectionMatrix * mvPosition;
  #include <fog_vertex>
}`;

export const BODY_FRAGMENT = /* glsl */ `
varying vec3 vColour;
varying vec3 vNormalWorld;
varying vec3 vPlace;
uniform vec3 towardsSun, sunLight, skyLight, groundLight;
uniform float lamps;
#include <common>
#include <fog_pars_fragment>
void main() {
  vec3 n = normalize(vNormalWorld);
  vec3 towardsEye = normalize(cameraPosition - vPlace);
  float lit = clamp(dot(n, towardsSun) * 0.8 + 0.2, 0.0, 1.0);
  vec3 light = mix(groundLight, skyLight, n.y * 0.5 + 0.5) + sunLight * lit;
  light += lamps * vec3(1.05, 0.84, 0.60) * (0.35 + 0.65 * max(dot(n, towardsEye), 0.0));
  vec3 rim = skyLight * 0.10 * pow(1.0 - max(dot(n, towardsEye), 0.0), 3.0);
  gl_FragColor = vec4(vColour * light * RECIPROCAL_PI + rim, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

/** A soft shadow that falls away from the sun, with a darker spot under the feet. `position.y` runs along it. */
export const SHADOW_VERTEX = /* glsl */ `
${POSE_GLSL}
uniform vec3 towardsSun;
varying vec2 vAlong;
void main() {
  Pose o = poseOf(slot);
  vec2 away = -normalize(towardsSun.xz);
  vec2 across = vec2(-away.y, away.x);
  float tall = o.posture > 0.5 ? 0.75 : 1.0;
  vAlong = vec2(position.x * 0.9, (position.y + 0.5) * 2.1 - 0.45);
  vec2 xz = o.place.xz + (across * vAlong.x + away * vAlong.y * tall) * o.size;
  gl_Position = projectionMatrix * viewMatrix * vec4(xz.x, o.place.y + 0.03, xz.y, 1.0);
}`;

export const SHADOW_FRAGMENT = /* glsl */ `
varying vec2 vAlong;
uniform vec3 shadowColour;
uniform float shadowStrength, thrown;
void main() {
  float along = clamp(vAlong.y, 0.0, 1.2);
  float width = mix(0.24, 0.36, along / 1.2);
  float long_ = thrown * smoothstep(width, width * 0.25, length(vec2(vAlong.x, vAlong.y - along))) * mix(0.75, 0.0, along / 1.25);
  float contact = 0.75 * smoothstep(0.42, 0.05, length(vAlong * vec2(1.0, 1.15)));
  gl_FragColor = vec4(shadowColour, shadowStrength * max(long_, contact));
}`;
