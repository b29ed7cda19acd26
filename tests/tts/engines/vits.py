"""Tiny models with random weights, packed as Coqui's are: they say noise, by the real path."""

import json
from pathlib import Path
from typing import Any

from tts.engines.coqui._load import library
from tts.voices import About, InstalledVoice, keep

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
PUNCTUATION = "!'(),-.:;? "
IPA = "abcdefhijklmnopqrstuvwxyzæðŋɐɑɒɔəɚɛɜɡɪɫɹɾʃʊʌʒˈˌːᵻθβʔɕɨʲɲχ"


def model(folder: Path, **changes: Any) -> Path:
    """Write `config.json` and `model.pth`; `changes` are fields of the config."""
    torch = library()
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.vits_config import VitsConfig
    from TTS.tts.models.vits import Vits, VitsArgs

    speakers = changes.pop("speakers", 0)
    arguments = VitsArgs(
        hidden_channels=32,
        hidden_channels_ffn_text_encoder=64,
        num_heads_text_encoder=2,
        num_layers_text_encoder=1,
        num_layers_posterior_encoder=1,
        num_layers_flow=1,
        upsample_initial_channel_decoder=32,
        resblock_kernel_sizes_decoder=[3],
        resblock_dilation_sizes_decoder=[[1, 3, 5]],
        init_discriminator=False,
        length_scale=3.0,  # some frames a token, so that rounding up does not hide a rate
        use_speaker_embedding=speakers > 0,
    )
    letters = {
        "characters_class": "TTS.tts.models.vits.VitsCharacters",
        "pad": "_",
        "punctuations": PUNCTUATION,
        "characters": changes.pop("letters", VIETNAMESE),
        "phonemes": changes.pop("phonemes", ""),
    }
    given: dict[str, Any] = {
        "use_phonemes": False,
        "text_cleaner": "multilingual_cleaners",
        "add_blank": True,
        **changes,
    }
    folder.mkdir(parents=True, exist_ok=True)
    if speakers:
        # As a model that was packed elsewhere: the path is of another machine.
        names = {f"speaker{n}": n for n in range(speakers)}
        (folder / "speaker_ids.json").write_text(json.dumps(names))
        arguments.speakers_file = str(folder / "speaker_ids.json")
    # A model of phonemes can't be made without the program espeak-ng, but can be loaded.
    later = {key: given.pop(key) for key in ("use_phonemes", "phonemizer") if key in given}
    config = VitsConfig(model_args=arguments, characters=CharactersConfig(**letters), **given)
    torch.manual_seed(1)
    vits = Vits(config)
    told = {**json.loads(config.to_json()), **later}
    if speakers:
        told["model_args"]["speakers_file"] = "/nowhere/at/all/speaker_ids.json"
    (folder / "config.json").write_text(json.dumps(told), encoding="utf-8")
    torch.save({"model": vits.state_dict()}, folder / "model.pth")
    return folder


def voice(voices: Path, files: Path, name: str, lang: str, **about: Any) -> InstalledVoice:
    """A model as an installed voice; its pace has no bounds, since noise has none."""
    return keep(
        voices,
        files,
        About(
            **{
                "engine": "coqui",
                "name": name,
                "languages": (lang,),
                "sample_rate": 22_050,
                "licence": "CC0-1.0",
                "public_audio": True,
                "pace": (0.5, 2_000.0),
                **about,
            }
        ),
    )


def glow(folder: Path) -> Path:
    """Write a tiny Glow-TTS with random weights: a model that draws spectrograms."""
    torch = library()
    from TTS.tts.configs.glow_tts_config import GlowTTSConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.models.glow_tts import GlowTTS

    letters = CharactersConfig(
        pad="_", eos="~", bos="^", blank="@", characters=VIETNAMESE, punctuations=PUNCTUATION
    )
    config = GlowTTSConfig(characters=letters, text_cleaner="multilingual_cleaners")
    torch.manual_seed(1)
    made = GlowTTS(config)
    folder.mkdir(parents=True)
    config.save_json(str(folder / "config.json"))
    torch.save({"model": made.state_dict()}, folder / "model.pth")
    return folder


def mms(folder: Path) -> Path:
    """Write a model with random weights as Meta packs its MMS voices; 0.1 GB, as theirs are."""
    torch = library()
    from TTS.tts.configs.vits_config import VitsConfig
    from TTS.tts.models.vits import Vits, VitsArgs

    # Its blank is the first letter; it knows no capitals and no marks.
    letters = ["k", *sorted(set(VIETNAMESE) - {"k"}), "-", "_", " "]
    torch.manual_seed(1)
    made = Vits(VitsConfig(model_args=VitsArgs(init_discriminator=False)))
    made.text_encoder.emb = torch.nn.Embedding(len(letters), 192)
    weights = {_meta(name): value for name, value in made.state_dict().items()}
    folder.mkdir(parents=True)
    torch.save({"model": weights}, folder / "G_100000.pth")
    told = {"sampling_rate": 16_000, "training_files": "train.ltr", "add_blank": True}
    (folder / "config.json").write_text(json.dumps({"data": told}))
    (folder / "vocab.txt").write_text("\n".join(letters), encoding="utf-8")
    return folder


def _meta(name: str) -> str:
    """Meta's name of a weight, by Coqui's."""
    for ours, theirs in (
        ("text_encoder.", "enc_p."),
        ("waveform_decoder.", "dec."),
        ("posterior_encoder.", "enc_q."),
    ):
        if name.startswith(ours):
            return theirs + name.removeprefix(ours)
    parts = name.split(".")
    if parts[0] == "flow":
        return ".".join(["flow", "flows", str(2 * int(parts[2])), *parts[3:]])
    if parts[0] != "duration_predictor":
        return name
    if parts[1] not in ("flows", "post_flows"):
        return ".".join(["dp", *parts[1:]])
    if parts[2] == "0":
        last = {"translation": "m", "log_scale": "logs"}[parts[3]]
        return ".".join(["dp", parts[1], "0", last])
    return ".".join(["dp", parts[1], str(2 * int(parts[2]) - 1), *parts[3:]])


def xtts(folder: Path) -> Path:
    """Write a small XTTS with random weights, its letters as tokens, and a recording to follow."""
    torch = library()
    import numpy as np
    from tokenizers import Tokenizer, models
    from TTS.tts.configs.xtts_config import XttsConfig
    from TTS.tts.layers.xtts.tokenizer import VoiceBpeTokenizer
    from TTS.tts.models.xtts import Xtts, XttsArgs

    from media import Pcm
    from media.wave import wave

    folder.mkdir(parents=True)
    special = ["[STOP]", "[UNK]", "[SPACE]", "[START]", "[en]", "[ru]"]
    letters = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяё'.,!?-"
    numbers = {token: number for number, token in enumerate([*special, *letters])}
    tokens = Tokenizer(models.BPE(vocab=numbers, merges=[], unk_token="[UNK]"))
    tokens.add_special_tokens(special)
    tokens.save(str(folder / "vocab.json"))
    arguments = XttsArgs(
        gpt_layers=1,
        gpt_n_model_channels=64,
        gpt_n_heads=2,
        gpt_max_audio_tokens=24,
        decoder_input_dim=64,
        gpt_number_text_tokens=len(numbers),
    )
    config = XttsConfig(model_args=arguments, languages=["en", "ru"])
    torch.manual_seed(1)
    made = Xtts(config)
    made.tokenizer = VoiceBpeTokenizer(vocab_file=str(folder / "vocab.json"))
    made.init_models()
    config.save_json(str(folder / "config.json"))
    torch.save({"model": made.state_dict()}, folder / "model.pth")
    noise = np.random.default_rng(1).standard_normal(5 * 24_000) * 3_000
    (folder / "reference.wav").write_bytes(wave(Pcm(noise.astype(np.int16), 24_000)))
    return folder
