/** Pictures on boards: a pale sheet at once, the picture when it has come; let go with the mesh's own texture. */
import {
  CanvasTexture,
  LinearMipmapLinearFilter,
  type Matrix4,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
} from "three";
import type { BoardPlace } from "./boards";

const SHEET = "#f3efe6";
/** So many boards of a place carry their picture in 3D; each takes 3 MB of a GPU at most, 0.8 at the low tier. */
export const MOST_PICTURES = 16;

/** The largest box of a picture's shape within width × height, in its middle. */
export function fitted(
  picture: { width: number; height: number },
  width: number,
  height: number,
): { x: number; y: number; width: number; height: number } {
  const scale = Math.min(width / picture.width, height / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
}

/** A board's sheet at `place` of the furniture that stands by `toPlace`; `width_px` is what its texture will have. */
export function hangPicture(url: string, place: BoardPlace, toPlace: Matrix4, width_px: number): Mesh {
  const plane = new PlaneGeometry(place.w, place.h).rotateY(Math.PI).translate(place.x, place.y, place.z);
  const material = new MeshBasicMaterial({ name: "picture", color: SHEET, toneMapped: false });
  const mesh = new Mesh(plane, material);
  mesh.name = "picture";
  mesh.applyMatrix4(toPlace);
  mesh.matrixAutoUpdate = false;
  void load(url).then((picture) => {
    // Another revision may have taken the board away meanwhile.
    if (!picture || !mesh.parent) return;
    material.map = textureOf(picture, width_px, Math.round((width_px * place.h) / place.w));
    material.color.set("#ffffff");
    material.needsUpdate = true;
  });
  return mesh;
}

function textureOf(picture: HTMLImageElement, width: number, height: number): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (pen) {
    pen.fillStyle = SHEET;
    pen.fillRect(0, 0, width, height);
    const size = { width: picture.naturalWidth, height: picture.naturalHeight };
    const box = fitted(size, width, height);
    pen.drawImage(picture, box.x, box.y, box.width, box.height);
  }
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.minFilter = LinearMipmapLinearFilter;
  map.anisotropy = 4;
  return map;
}

/** The picture at `url`, or null where it cannot be had: the sheet stays empty then. */
async function load(url: string): Promise<HTMLImageElement | null> {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
    return picture;
  } catch {
    return null;
  }
}
