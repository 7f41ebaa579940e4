"""Sources of evidence that tell categories apart, all of one small protocol.

``protocol`` is what EM asks of a source; ``shares`` is how common each category is, ``normal`` one
measurement, ``grouped`` one measurement whose components differ from group to group.
"""
