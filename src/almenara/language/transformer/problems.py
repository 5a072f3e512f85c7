"""What can be wrong with a model of one's own, in both languages: what, where and how to mend it."""

from __future__ import annotations

_SENTENCES = {
    "no_parts": {
        "en": "A transformer model needs {part}, which is not installed. Install it with: pip install 'almenara[transformer]'",
        "es": "Un modelo transformer necesita {part}, que no está instalado. Instálelo con: pip install 'almenara[transformer]'",
    },
    "no_folder": {
        "en": "{path} is neither a folder nor an .onnx file. Give the folder of a model in Hugging Face's layout: config.json, "
        "tokenizer.json and model.onnx.",
        "es": "{path} no es una carpeta ni un archivo .onnx. Indique la carpeta de un modelo con la disposición de Hugging Face: "
        "config.json, tokenizer.json y model.onnx.",
    },
    "no_config": {
        "en": "{path} holds no model: config.json is not there. Give the folder into which the model was saved or exported.",
        "es": "{path} no contiene un modelo: falta config.json. Indique la carpeta en la que se guardó o exportó el modelo.",
    },
    "bad_config": {
        "en": "{path} cannot be read as a model's configuration ({detail}). Save or export the model again.",
        "es": "{path} no se puede leer como configuración de un modelo ({detail}). Guarde o exporte el modelo de nuevo.",
    },
    "no_labels": {
        "en": "{path} names no labels (`id2label`, numbered from 0), so nobody can tell what the model says. Write them into it, "
        'as {{"id2label": {{"0": "none", "1": "strike"}}}}.',
        "es": "{path} no nombra etiquetas (`id2label`, numeradas desde 0), así que no se sabe qué dice el modelo. Escríbalas en él, "
        'como {{"id2label": {{"0": "none", "1": "strike"}}}}.',
    },
    "no_tokenizer": {
        "en": "{path} holds no tokenizer.json. Write it there with Hugging Face's own: "
        "AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)",
        "es": "{path} no contiene tokenizer.json. Escríbalo allí con la biblioteca de Hugging Face: "
        "AutoTokenizer.from_pretrained(CARPETA).save_pretrained(CARPETA)",
    },
    "bad_tokenizer": {
        "en": "{path} cannot be read as a tokenizer ({detail}). Save the tokenizer again.",
        "es": "{path} no se puede leer como tokenizador ({detail}). Guarde el tokenizador de nuevo.",
    },
    "only_weights": {
        "en": "{path} holds weights ({file}) but no ONNX file. Without one almenara runs a model.safetensors of BERT, RoBERTa, XLM-RoBERTa, "
        "CamemBERT, DistilBERT or ELECTRA that labels sentences or words. Export any other once, where torch is installed: "
        "optimum-cli export onnx --model FOLDER --task {task} FOLDER",
        "es": "{path} contiene pesos ({file}) pero ningún archivo ONNX. Sin él, almenara ejecuta un model.safetensors de BERT, RoBERTa, "
        "XLM-RoBERTa, CamemBERT, DistilBERT o ELECTRA que etiquete oraciones o palabras. Exporte cualquier otro una vez, donde esté "
        "torch: optimum-cli export onnx --model CARPETA --task {task} CARPETA",
    },
    "bad_weights": {
        "en": "{path} cannot be read as the weights of the model that config.json tells of ({detail}). It may be half a file, or a pointer of "
        "Git LFS: fetch or save it again.",
        "es": "{path} no se puede leer como los pesos del modelo que describe config.json ({detail}). Puede estar incompleto o ser un puntero "
        "de Git LFS: descárguelo o guárdelo de nuevo.",
    },
    "no_network": {
        "en": "{path} holds no ONNX file: model.onnx, onnx/model.onnx or a single other one. Export the model there.",
        "es": "{path} no contiene un archivo ONNX: model.onnx, onnx/model.onnx o uno solo con otro nombre. Exporte allí el modelo.",
    },
    "several_networks": {
        "en": "{path} holds several ONNX files ({files}) and none is called model.onnx. Give the one to use itself.",
        "es": "{path} contiene varios archivos ONNX ({files}) y ninguno se llama model.onnx. Indique el archivo que se ha de usar.",
    },
    "bad_network": {
        "en": "{path} cannot be loaded as ONNX ({detail}). It may be half a file, or a pointer of Git LFS: fetch or export it again.",
        "es": "{path} no se puede cargar como ONNX ({detail}). Puede estar incompleto o ser un puntero de Git LFS: descárguelo o "
        "expórtelo de nuevo.",
    },
    "bad_inputs": {
        "en": "{path} asks for {names}; a model that labels sentences or words takes input_ids, attention_mask and token_type_ids. "
        "Export it for the task text-classification or token-classification.",
        "es": "{path} pide {names}; un modelo que etiqueta oraciones o palabras recibe input_ids, attention_mask y token_type_ids. "
        "Expórtelo para la tarea text-classification o token-classification.",
    },
    "bad_shape": {
        "en": "{path} answers with an array of shape {shape} to {sentences} sentences of {tokens} tokens; with {labels} labels it must be "
        "{sentences}×{labels} (text classification) or {sentences}×{tokens}×{labels} (token classification). Check that config.json "
        "and the ONNX file are of one model.",
        "es": "{path} responde con una matriz de forma {shape} a {sentences} oraciones de {tokens} tokens; con {labels} etiquetas debe ser "
        "{sentences}×{labels} (clasificación de texto) o {sentences}×{tokens}×{labels} (clasificación de tokens). Compruebe que "
        "config.json y el archivo ONNX son del mismo modelo.",
    },
    "cannot_run": {
        "en": "{path} cannot be run on sentences ({detail}). Check that tokenizer.json and the ONNX file are of one model, and export it "
        "with sequence and batch lengths left free.",
        "es": "{path} no se puede ejecutar con oraciones ({detail}). Compruebe que tokenizer.json y el archivo ONNX son del mismo modelo, "
        "y expórtelo con longitudes de secuencia y lote libres.",
    },
    "other_model": {
        "en": "{path} on this machine is not the model that the run began with. Put the same folder there on every machine.",
        "es": "{path} en esta máquina no es el modelo con el que empezó la ejecución. Ponga allí la misma carpeta en todas las máquinas.",
    },
    "nothing_maps": {
        "en": "No label of {path} ({labels}) is a type of the codebook, a code of its crosswalk or a role. Say what they mean in a file "
        "of lines like `LABEL: strike` and give it with --labels; docs/own-model.md has the words.",
        "es": "Ninguna etiqueta de {path} ({labels}) es un tipo del libro de códigos, un código de sus equivalencias o un papel. Diga qué "
        "significan en un archivo con líneas como `ETIQUETA: strike` e indíquelo con --labels; vea docs/own-model.md.",
    },
    "some_map": {
        "en": "These labels of {path} mean nothing to almenara and count as no event: {labels}. A file given with --labels can say what "
        "they mean.",
        "es": "Estas etiquetas de {path} no significan nada para almenara y cuentan como ningún hecho: {labels}. Un archivo indicado con "
        "--labels puede decir qué significan.",
    },
    "bad_map": {
        "en": "{path} cannot be read as labels with what they mean ({detail}). Write one `LABEL: meaning` a line.",
        "es": "{path} no se puede leer como etiquetas con su significado ({detail}). Escriba un `ETIQUETA: significado` por línea.",
    },
    "bad_meaning": {
        "en": "{path}: the label {label} is said to mean {meaning}, which is no type of the codebook and none of {known}.",
        "es": "{path}: se dice que la etiqueta {label} significa {meaning}, que no es un tipo del libro de códigos ni uno de {known}.",
    },
    "no_such_label": {
        "en": "{path}: the model has no label {label}. Its labels are {known}.",
        "es": "{path}: el modelo no tiene la etiqueta {label}. Sus etiquetas son {known}.",
    },
}


class ModelProblem(ValueError):
    """What is wrong with a model, in a sentence that says where and how to mend it."""


def tell(key: str, language: str, /, **values: object) -> str:
    """The sentence `key` in a language, en or es, with its values put in."""
    return _SENTENCES[key]["es" if language == "es" else "en"].format(**values)
