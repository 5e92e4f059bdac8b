/** The things of the place document, drawn from the furniture GLB: instanced by kind, tinted, with their boards. */
import {
  Color,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  Quaternion,
  type ShaderMaterial,
  Vector3,
} from "three";
import { radiansOf } from "../net/pose";
import type { Lang, PlaceDocument, PlaceObject } from "../ui/config";
import { pictureUrl } from "../ui/pictures";
import { type Board, type BoardPlace, makeBoards } from "./boards";
import type { LightUniforms } from "./light";
import { solid } from "./materials";
import { hangPicture, MOST_PICTURES } from "./pictures";
import { StageScreen } from "./stage_screen";
import { THROWS_SHADOW } from "./sunlight";

/** furniture.json: what each kind looks like and takes up. A model at yaw 0 faces north (−z). */
export interface FurnitureMeta {
  readonly glb: string;
  readonly kinds: Readonly<Record<string, FurnitureKind>>;
}

export interface FurnitureKind {
  /** Name of the node in the GLB. */
  readonly piece: string;
  /** Half-extents across and along, metres. */
  readonly half: readonly [number, number];
  readonly board?: BoardPlace;
  /** A large screen, for what happens on a stage. */
  readonly screen?: BoardPlace;
  /** Where today's notices are shown. */
  readonly notices?: BoardPlace;
  /** Where a picture hangs that staff put up. */
  readonly picture?: BoardPlace;
  /** Height of the seat, for things to sit on. */
  readonly seat_m?: number;
  /** Metres from the ground to the top; for choosing it with the pointer. */
  readonly height_m?: number;
}

/** Used where the document gives an object no colour: the granite of the square. */
const PLAIN_COLOUR = "#40505f";
const UP = new Vector3(0, 1, 0);

/** From an object's own metres to the place's. */
export function placement(object: PlaceObject): Matrix4 {
  const turn = new Quaternion().setFromAxisAngle(UP, -radiansOf(object.yaw));
  return new Matrix4().compose(new Vector3(object.x, 0, object.z), turn, new Vector3(1, 1, 1));
}

export class Furniture {
  readonly group = new Group();
  /** The screen of the place's stage, or null where none stands. */
  screen: StageScreen | null = null;
  /** How wide the texture of a picture becomes when the next document is shown. */
  picture_px = 1024;
  private readonly models: Group;
  private readonly meta: FurnitureMeta;
  private readonly font: string;
  private readonly plain: ShaderMaterial;
  private readonly accent: ShaderMaterial;
  /** Shines by itself: what is seen in a lit doorway. */
  private readonly lit = new MeshBasicMaterial({ name: "lit", vertexColors: true });

  constructor(models: Group, meta: FurnitureMeta, light: LightUniforms, font: string) {
    this.plain = solid("furniture", light);
    this.accent = solid("accent", light);
    this.models = models;
    this.meta = meta;
    this.font = font;
    this.group.name = "furniture";
    models.updateMatrixWorld(true);
  }

  /** Draws the objects of a document instead of those before. */
  show(placeDocument: PlaceDocument, lang: Lang): void {
    this.empty();
    this.screen = null;
    const boards: Board[] = [];
    for (const [kind, about] of Object.entries(this.meta.kinds)) {
      const objects = placeDocument.objects.filter((object) => object.kind === kind);
      const model = this.models.getObjectByName(about.piece);
      if (objects.length === 0 || !model) continue;
      this.addKind(model, objects);
      if (about.board) for (const object of objects) boards.push(boardOf(object, about.board, lang));
      if (about.picture) this.hang(objects, about.picture);
      const [first] = objects;
      if (about.screen && first) this.screen = this.screenOf(first, about.screen, placeDocument, lang);
    }
    const drawn = makeBoards(boards, this.font);
    if (drawn) this.group.add(drawn);
  }

  private addKind(model: Object3D, objects: readonly PlaceObject[]): void {
    model.traverse((part) => {
      if (!(part instanceof Mesh) || Array.isArray(part.material)) return;
      const tinted = part.material.name === "accent";
      const lit = part.material.name === "lit";
      const material = tinted ? this.accent : lit ? this.lit : this.plain;
      const mesh = new InstancedMesh(part.geometry, material, objects.length);
      objects.forEach((object, n) => {
        mesh.setMatrixAt(n, placement(object).multiply(part.matrixWorld));
        if (tinted) mesh.setColorAt(n, new Color(object.colour ?? PLAIN_COLOUR));
      });
      mesh.name = part.name;
      mesh.layers.enable(THROWS_SHADOW);
      mesh.matrixAutoUpdate = false;
      mesh.computeBoundingSphere();
      this.group.add(mesh);
    });
  }

  private hang(objects: readonly PlaceObject[], place: BoardPlace): void {
    for (const object of objects.slice(0, MOST_PICTURES)) {
      if (!object.picture) continue;
      this.group.add(hangPicture(pictureUrl(object.picture), place, placement(object), this.picture_px));
    }
  }

  private screenOf(
    object: PlaceObject,
    place: BoardPlace,
    placeDocument: PlaceDocument,
    lang: Lang,
  ): StageScreen {
    const idle = { title: placeDocument.title[lang], text: object.title?.[lang] ?? "" };
    const screen = new StageScreen(place, placement(object), this.font, idle);
    this.group.add(screen.mesh);
    return screen;
  }

  private empty(): void {
    for (const child of [...this.group.children]) {
      this.group.remove(child);
      if (child instanceof InstancedMesh) child.dispose();
      else if (child instanceof Mesh) {
        child.geometry.dispose();
        child.material.map?.dispose();
        child.material.dispose();
      }
    }
  }
}

function boardOf(object: PlaceObject, place: BoardPlace, lang: Lang): Board {
  const other: Lang = lang === "ko" ? "en" : "ko";
  return {
    place,
    toPlace: placement(object),
    text: {
      title: object.title?.[lang] ?? "",
      subtitle: object.title?.[other] ?? "",
      text: object.text?.[lang] ?? "",
      ground: object.colour ?? PLAIN_COLOUR,
    },
  };
}
