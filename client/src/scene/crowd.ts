/** All the people of a place: one instanced mesh for each garment, walked and bent by the GPU. */
import {
  BufferAttribute,
  type BufferGeometry,
  DynamicDrawUsage,
  Frustum,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type IUniform,
  Matrix4,
  Mesh,
  type PerspectiveCamera,
  PlaneGeometry,
  ShaderMaterial,
  Sphere,
  UniformsLib,
  UniformsUtils,
  Vector3,
} from "three";
import type { LightUniforms } from "./light";
import { appear, type Drawn, drawnAt, FIELD, type Motion, move, steer, stroll } from "./motion";
import type { Age, Outfit } from "./outfit";
import {
  BODY_FRAGMENT,
  BODY_VERTEX,
  CANE_FLAG,
  LISTENS_S,
  SHADOW_FRAGMENT,
  SHADOW_VERTEX,
  SPEAKERS,
} from "./people_glsl";
import { PeopleTable } from "./people_table";

/** People are culled with this much room around them, so that a turning camera finds them already there. */
const CULL_RADIUS_M = 3;
const LEAST_NEAR_M = 6;
/** By then a head has turned to who speaks. */
const TURNED_S = 0.45;

interface Piece {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly slots: InstancedBufferAttribute;
  count: number;
}

export interface CrowdDetail {
  /** Nearer than this a person wears every garment. */
  readonly near_m: number;
  /** Farther than this a person is the simplest body; between the two, a simple one. */
  readonly mid_m: number;
  /** At most about so many people are drawn with all their garments. */
  readonly near_people: number;
}

export class Crowd {
  readonly group = new Group();
  readonly table: PeopleTable;
  readonly uniforms: Record<string, IUniform>;
  detail: CrowdDetail = { near_m: 22, mid_m: 60, near_people: 120 };
  /** Not drawn though present: the own person while the camera is inside their head. */
  hidden = -1;
  /** Nobody but the own person (slot 0) is drawn within this distance of them; 0 for no such room. */
  room_m = 0;
  /** While a picture is taken: the only slots that are drawn; null for everybody. */
  pictured: ReadonlySet<number> | null = null;
  private readonly pieces = new Map<string, Piece>();
  private readonly outfits: (Outfit | null)[];
  private readonly time: IUniform<number> = { value: 0 };
  private readonly speakers = Array.from({ length: SPEAKERS }, () => ({
    slot: -1,
    at: new Vector3(0, 0, -1e6),
  }));
  private shadow: Piece | null = null;
  private near_m = 22;
  private highest = 0;
  private readonly frustum = new Frustum();
  private readonly seen = new Matrix4();
  private readonly sphere = new Sphere(new Vector3(), CULL_RADIUS_M);
  private readonly place: Drawn = { x: 0, y: 0, z: 0, yaw: 0 };

  constructor(capacity: number, light: LightUniforms) {
    this.group.name = "people";
    this.table = new PeopleTable(capacity);
    this.outfits = new Array(capacity).fill(null);
    this.uniforms = {
      ...light,
      ...UniformsUtils.clone(UniformsLib.fog),
      people: { value: this.table.motion },
      paint: { value: this.table.paint },
      time: this.time,
      ageHead: { value: new Vector3(1, 1, 1) },
      ageStoop: { value: new Vector3() },
      speakers: { value: this.speakers.map(({ at }) => at) },
    };
  }

  /** Takes every mesh of the wardrobe as a garment of that name; `ages` are adult, child and elder. */
  addWardrobe(wardrobe: Group, ages: readonly Age[]): void {
    const [adult, child, elder] = ages;
    if (adult && child && elder) {
      this.uniforms.ageHead = { value: new Vector3(adult.head, child.head, elder.head) };
      this.uniforms.ageStoop = { value: new Vector3(adult.stoop, child.stoop, elder.stoop) };
    }
    const material = new ShaderMaterial({
      name: "people",
      vertexShader: BODY_VERTEX,
      fragmentShader: BODY_FRAGMENT,
      uniforms: this.uniforms,
      fog: true,
    });
    wardrobe.updateMatrixWorld(true);
    wardrobe.traverse((node) => {
      if (node instanceof Mesh)
        this.addPiece(node.name, garment(node.geometry, node.matrixWorld, node.name === RIGID), material);
    });
    const square = new PlaneGeometry(1, 1);
    const plane = new InstancedBufferGeometry();
    plane.setIndex(square.index);
    plane.setAttribute("position", square.getAttribute("position"));
    const shadowMaterial = new ShaderMaterial({
      name: "people-shadow",
      vertexShader: SHADOW_VERTEX,
      fragmentShader: SHADOW_FRAGMENT,
      uniforms: this.uniforms,
      transparent: true,
      depthWrite: false,
      polygonOffset: true,
      polygonOffsetFactor: -2,
      polygonOffsetUnits: -8,
    });
    this.shadow = this.addPiece("shadow", plane, shadowMaterial);
    this.shadow.mesh.renderOrder = 2;
  }

  /** Draw calls that people cost in the last frame. */
  get drawCalls(): number {
    let calls = 0;
    for (const piece of this.pieces.values()) calls += piece.count > 0 ? 1 : 0;
    return calls;
  }

  dress(slot: number, outfit: Outfit): void {
    this.outfits[slot] = outfit;
    this.highest = Math.max(this.highest, slot + 1);
    this.table.setColours(slot, outfit.colours);
    this.table.rows[this.table.at(slot) + FIELD.size] = outfit.size;
    this.table.rows[this.table.at(slot) + FIELD.age] = outfit.age + (outfit.cane ? CANE_FLAG : 0);
    this.table.touch(slot);
  }

  outfit(slot: number): Outfit | null {
    return this.outfits[slot] ?? null;
  }

  undress(slot: number): void {
    this.outfits[slot] = null;
  }

  appear(slot: number, motion: Motion, now_s: number): void {
    appear(this.table.rows, this.table.at(slot), motion, now_s);
    this.table.touch(slot);
  }

  move(slot: number, motion: Motion, now_s: number, blend_s: number): void {
    move(this.table.rows, this.table.at(slot), motion, now_s, blend_s);
    this.table.touch(slot);
  }

  steer(slot: number, motion: Motion, now_s: number, dt: number): void {
    steer(this.table.rows, this.table.at(slot), motion, now_s, dt);
    this.table.touch(slot);
  }

  stroll(slot: number, x: number, z: number, now_s: number, blend_s: number): void {
    stroll(this.table.rows, this.table.at(slot), x, z, now_s, blend_s);
    this.table.touch(slot);
  }

  drawnAt(slot: number, now_s: number, out: Drawn): Drawn {
    return drawnAt(this.table.rows, this.table.at(slot), now_s, out);
  }

  /** The person of a slot has spoken: heads near them turn. */
  listenTo(slot: number, now_s: number): void {
    const same = this.speakers.find((speaker) => speaker.slot === slot);
    const oldest = this.speakers.reduce((a, b) => (a.at.z <= b.at.z ? a : b));
    const speaker = same ?? oldest;
    // Who goes on speaking is still being looked at: no head turns away and back.
    const goesOn = same !== undefined && now_s - same.at.z < LISTENS_S - 1;
    speaker.slot = slot;
    speaker.at.z = goesOn ? Math.max(same.at.z, now_s - TURNED_S) : now_s;
  }

  /** Sets the moment that the next frame shows. */
  show(now_s: number): void {
    for (const { slot, at } of this.speakers) {
      if (slot < 0 || now_s - at.z > LISTENS_S) continue;
      const { x, z } = this.drawnAt(slot, now_s, this.place);
      at.x = x;
      at.y = z;
    }
    this.time.value = now_s;
    this.table.upload();
  }

  /** Chooses who is drawn, and how finely, for this camera. */
  cull(camera: PerspectiveCamera, now_s: number): void {
    this.seen.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    this.frustum.setFromProjectionMatrix(this.seen);
    for (const piece of this.pieces.values()) piece.count = 0;
    let near = 0;
    const own = this.room_m > 0 && this.outfits[0] ? { ...this.drawnAt(0, now_s, this.place) } : null;
    for (let slot = 0; slot < this.highest; slot++) {
      const outfit = this.outfits[slot];
      if (!outfit || slot === this.hidden || this.pictured?.has(slot) === false) continue;
      const { x, z } = this.drawnAt(slot, now_s, this.place);
      if (own && slot > 0 && Math.hypot(x - own.x, z - own.z) < this.room_m) continue;
      this.sphere.center.set(x, 0.9, z);
      if (!this.frustum.intersectsSphere(this.sphere)) continue;
      if (this.shadow) put(this.shadow, slot);
      const distance = this.sphere.center.distanceTo(camera.position);
      if (distance < this.near_m) {
        near++;
        for (const name of outfit.pieces) this.put(name, slot);
      } else this.put(distance < this.detail.mid_m ? outfit.midPiece : outfit.farPiece, slot);
    }
    this.adjustNear(near);
    for (const piece of this.pieces.values()) commit(piece);
  }

  /** Follows the number of people close by, so that a dense crowd never costs more than `near_people`. */
  private adjustNear(near: number): void {
    const { near_m, near_people } = this.detail;
    if (near > near_people) this.near_m = Math.max(LEAST_NEAR_M, this.near_m * 0.9);
    else if (near < near_people * 0.8) this.near_m = this.near_m * 1.08 + 0.2;
    this.near_m = Math.min(near_m, this.near_m);
  }

  private put(name: string, slot: number): void {
    const piece = this.pieces.get(name);
    if (piece) put(piece, slot);
  }

  private addPiece(name: string, geometry: InstancedBufferGeometry, material: ShaderMaterial): Piece {
    const slots = new InstancedBufferAttribute(new Float32Array(this.table.capacity), 1);
    slots.setUsage(DynamicDrawUsage);
    geometry.setAttribute("slot", slots);
    geometry.instanceCount = 0;
    const mesh = new Mesh(geometry, material);
    mesh.name = name;
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    const piece: Piece = { mesh, slots, count: 0 };
    this.pieces.set(name, piece);
    this.group.add(mesh);
    return piece;
  }
}

function put(piece: Piece, slot: number): void {
  (piece.slots.array as Float32Array)[piece.count++] = slot;
}

function commit(piece: Piece): void {
  piece.mesh.geometry.instanceCount = piece.count;
  piece.mesh.visible = piece.count > 0;
  if (piece.count === 0) return;
  piece.slots.clearUpdateRanges();
  piece.slots.addUpdateRange(0, piece.count);
  piece.slots.needsUpdate = true;
}

/** The wardrobe faces north (−z); the body shader wants it facing +z, the left arm at +x. */
const FACE_ABOUT = new Matrix4().makeRotationY(Math.PI);

/** Limbs of `_RIG` that the loader tells apart; what is not the body's own stays upright under it. */
const LIMB = { torso: 0, aid: 8 } as const;
const RIGID = "aid_wheelchair";

/** A garment's mesh as the body shader wants it: positions in metres, `tint` from COLOR_0, `rig` from _RIG. */
function garment(source: BufferGeometry, toWorld: Matrix4, rigid: boolean): InstancedBufferGeometry {
  const { position, normal, color, _rig } = source.attributes;
  if (!position || !normal || !color || !_rig) {
    throw new Error("A wardrobe piece lacks POSITION, NORMAL, COLOR_0 or _RIG. Rebuild the wardrobe.");
  }
  const count = position.count;
  const places = new Float32Array(count * 3);
  const normals = new Float32Array(count * 3);
  const tints = new Float32Array(count * 3);
  const rigs = new Float32Array(count * 4);
  const vertex = new Vector3();
  const turned = FACE_ABOUT.clone().multiply(toWorld);
  for (let i = 0; i < count; i++) {
    vertex
      .fromBufferAttribute(position, i)
      .applyMatrix4(turned)
      .toArray(places, i * 3);
    vertex
      .fromBufferAttribute(normal, i)
      .transformDirection(turned)
      .toArray(normals, i * 3);
    tints.set([color.getX(i), color.getY(i), color.getZ(i)], i * 3);
    const limb = rigid && _rig.getX(i) === LIMB.torso ? LIMB.aid : _rig.getX(i);
    rigs.set([limb, _rig.getY(i) / 255, _rig.getZ(i) / 255, _rig.getW(i)], i * 4);
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(places, 3));
  geometry.setAttribute("normal", new BufferAttribute(normals, 3));
  geometry.setAttribute("tint", new BufferAttribute(tints, 3));
  geometry.setAttribute("rig", new BufferAttribute(rigs, 4));
  geometry.setIndex(source.index);
  return geometry;
}
